package io.fairlead.registry.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.fairlead.catalog.policy.Algorithm;
import io.fairlead.catalog.policy.PolicySchema;
import io.fairlead.catalog.policy.RetryOn;
import io.fairlead.catalog.policy.TrafficPolicy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyReaderTest {
  private static final String NAMED = "\"name\": \"r\"";

  private static TrafficPolicy read(String text) throws PolicyRefused {
    return PolicyReader.read(
        PolicyReader.parse(text.getBytes(StandardCharsets.UTF_8), "the document"));
  }

  private static List<String> problems(String text) {
    var refused = catchThrowableOfType(PolicyRefused.class, () -> read(text));
    assertThat(refused).as("a refusal of %s", text).isNotNull();
    return refused.problems();
  }

  @Test
  void theSchemaIsOneOfDraft202012() throws PolicyRefused {
    var meta =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    var schema =
        PolicyReader.parse(PolicySchema.text().getBytes(StandardCharsets.UTF_8), "the schema");
    assertThat(meta.validate(schema)).isEmpty();
  }

  @Test
  void aWholeDocumentIsRead() throws PolicyRefused {
    var policy =
        read(
            """
            {
              "balancing": {"algorithm": "ringHash", "hashOn": {"header": "x-user"}},
              "retries": {"attempts": 3, "on": ["reset", "5xx"], "statuses": [429], "methods": ["GET"]},
              "timeouts": {"requestMillis": 2000, "streamMillis": 0},
              "outlierDetection": {"successRate": {"minimumEndpoints": 3}, "failurePercentage": {}},
              "circuitBreaking": {"requestsMax": 100, "adaptive": true},
              "rateLimit": {"requestsPerSecond": 50, "perCaller": true},
              "routes": [
                {"name": "canary", "match": {"path": {"prefix": "/a"}, "headers": [{"name": "x", "present": true}],
                  "query": [{"name": "q", "exact": ""}]},
                 "split": [{"weight": 9}, {"weight": 1, "service": "other", "subset": {"version": "v2"}}],
                 "sticky": {"cookie": "c"}, "rewrite": {"prefix": "/b", "host": "inner:80"},
                 "requestHeaders": {"remove": ["x-a"], "set": {"x-b": "1"}, "add": {"x-c": "2"}},
                 "fault": {"delayMillis": 5, "delayPercent": 1}},
                {"name": "gone", "match": {"path": {"exact": "/gone"}}, "respond": {"status": 410, "body": "gone"}},
                {"name": "moved", "match": {"path": {"regex": "/m.*"}}, "redirect": {"path": "/n", "status": 301}}
              ]
            }
            """);
    assertThat(policy.balancing().algorithm()).isEqualTo(Algorithm.RING_HASH);
    assertThat(policy.retries().on()).containsExactly(RetryOn.RESET, RetryOn.SERVER_ERROR);
    assertThat(policy.routes()).hasSize(3);
    assertThat(policy.routes().get(0).split().get(1).subset()).containsEntry("version", "v2");
  }

  @Test
  void anEmptyDocumentSaysNothing() throws PolicyRefused {
    assertThat(read("{}")).isEqualTo(TrafficPolicy.NONE);
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong(
            "{\"retries\": {\"attemps\": 3}}",
            "trafficPolicy.retries.attemps: unknown field (did you mean 'attempts'?)"),
        wrong(
            "{\"hashOn\": {\"kookie\": \"a\"}}",
            "trafficPolicy.hashOn: unknown field (expected: balancing, retries, timeouts,"
                + " outlierDetection, circuitBreaking, rateLimit, routes)"),
        wrong(
            "{\"retries\": {\"attempts\": 11}}",
            "trafficPolicy.retries.attempts: 11 (expected: 0 to 10)"),
        wrong(
            "{\"retries\": {\"attempts\": \"3\"}}",
            "trafficPolicy.retries.attempts: \"3\" (expected: a whole number, 0 to 10)"),
        wrong(
            "{\"retries\": null}",
            "trafficPolicy.retries: null (expected: an object; leave it out for the default)"),
        wrong("[]", "trafficPolicy: [] (expected: an object)"),
        wrong(
            "{\"circuitBreaking\": {\"requestsMax\": 0}}",
            "trafficPolicy.circuitBreaking.requestsMax: 0 (expected: 1 or more)"),
        wrong(
            "{\"circuitBreaking\": {\"adaptive\": \"yes\"}}",
            "trafficPolicy.circuitBreaking.adaptive: \"yes\" (expected: true or false)"),
        wrong(
            "{\"balancing\": {\"algorithm\": \"roundrobin\"}}",
            "trafficPolicy.balancing.algorithm: \"roundrobin\" (expected: one of roundRobin,"
                + " leastRequest, random, ringHash, maglev, peakEwma; did you mean 'roundRobin'?)"),
        wrong(
            "{\"balancing\": {\"algorithm\": \"maglev\"}}",
            "trafficPolicy.balancing: hashOn is missing (expected: one of header, cookie and"
                + " source)"),
        wrong(
            "{\"balancing\": {\"hashOn\": {\"source\": true}}}",
            "trafficPolicy.balancing: hashOn is for ringHash and maglev only (expected: one of"
                + " these as algorithm, or no hashOn)"),
        wrong(
            "{\"balancing\": {\"algorithm\": \"maglev\", \"hashOn\": {\"source\": true, \"header\": \"a\"}}}",
            "trafficPolicy.balancing.hashOn: has source, header (expected: one of header, cookie"
                + " and source)"),
        wrong(
            "{\"balancing\": {\"algorithm\": \"maglev\", \"hashOn\": {}}}",
            "trafficPolicy.balancing.hashOn: is empty (expected: one of header, cookie and"
                + " source)"),
        wrong(
            "{\"rateLimit\": {}}",
            "trafficPolicy.rateLimit: requestsPerSecond is missing (expected: 1 to 1000000)"),
        wrong(
            "{\"rateLimit\": {\"requestsPerSecond\": 1, \"scope\": \"world\"}}",
            "trafficPolicy.rateLimit.scope: \"world\" (expected: one of instance, cluster)"),
        wrong(
            "{\"routes\": [{\"name\": \"a\", \"rateLimit\": {\"requestsPerSecond\": 1, \"scope\":"
                + " \"cluster\"}}]}",
            "trafficPolicy.routes[0].rateLimit: a rule's limit is counted by each caller's sidecar"
                + " (expected: without scope)"),
        wrong(
            "{\"routes\": [{}]}",
            "trafficPolicy.routes[0]: name is missing (expected: 1 to 64 letters, digits, '.', '_'"
                + " or '-')"),
        wrong(
            "{\"routes\": [{\"name\": \"a b\"}]}",
            "trafficPolicy.routes[0].name: \"a b\" (expected: 1 to 64 letters, digits, '.', '_' or"
                + " '-')"),
        route(
            "\"sticky\": {\"cookie\": \"c\"}",
            ": sticky without split (expected: both of them or neither)"),
        route(
            "\"redirect\": {\"path\": \"/\"}, \"respond\": {\"status\": 200}",
            ": redirect and respond exclude each other (expected: one of them)"),
        route(
            "\"respond\": {\"status\": 200}, \"retries\": {}",
            ": respond answers by itself, nothing is sent on (expected: without split, sticky,"
                + " rewrite, requestHeaders, timeouts and retries)"),
        route(
            "\"redirect\": {\"status\": 301}",
            ".redirect: leads back to where it came from (expected: at least one of scheme, host,"
                + " path and prefix)"),
        route(
            "\"redirect\": {\"status\": 306, \"path\": \"/\"}",
            ".redirect.status: 306 (expected: one of 301, 302, 303, 307, 308)"),
        wrong(
            "{\"balancing\": {\"algorithm\": \"maglev\", \"hashOn\": {\"source\": true},"
                + " \"slowStartSeconds\": 5}}",
            "trafficPolicy.balancing: what is hashed decides alone (expected: ringHash and maglev"
                + " without zoneAware and slowStartSeconds)"),
        route("\"fault\": {}", ".fault: does nothing (expected: delayMillis, abortStatus or both)"),
        route(
            "\"match\": {\"headers\": [{\"name\": \"x\"}]}",
            ".match.headers[0]: has name (expected: name and one of exact, prefix, regex and"
                + " present)"),
        route(
            "\"match\": {\"path\": {\"exact\": \"/a\", \"prefix\": \"/\"}}",
            ".match.path: has exact, prefix (expected: one of exact, prefix and regex)"),
        route(
            "\"match\": {\"methods\": [\"GET THIS\"]}",
            ".match.methods[0]: \"GET THIS\" (expected: 1 to 128 characters of a token, as of a"
                + " header's name)"),
        route(
            "\"match\": {\"methods\": []}",
            ".match.methods: 0 elements (expected: 1 to 16 elements)"),
        // What a schema cannot say.
        route(
            "\"match\": {\"path\": {\"regex\": \"(a\"}}",
            ".match.path.regex: error parsing regexp: missing closing ): `(a` (expected: RE2"
                + " syntax, without look-around and back references)"),
        route(
            "\"match\": {\"query\": [{\"name\": \"q\", \"regex\": \"(?=a)\"}]}",
            ".match.query[0].regex: error parsing regexp: invalid or unsupported Perl syntax: `(?=`"
                + " (expected: RE2 syntax, without look-around and back references)"),
        route(
            "\"match\": {\"path\": {\"prefix\": \"api\"}}",
            ".match.path.prefix: 'api' (expected: a path, which begins with /)"),
        route(
            "\"match\": {\"callers\": [\"frontend.demo\"]}",
            ".match.callers: [frontend.demo] (expected: none yet: no caller has an identity to be"
                + " believed)"),
        route(
            "\"split\": [{\"weight\": 0}, {\"weight\": 0, \"service\": \"b\"}]",
            ".split: every weight is 0 (expected: at least one above)"),
        route(
            "\"rewrite\": {\"prefix\": \"/b\"}",
            ".rewrite.prefix: replaces nothing (expected: a rule with match.path.prefix)"),
        route(
            "\"match\": {\"path\": {\"prefix\": \"/a\"}}, \"redirect\": {\"prefix\": \"/b\", \"path\":"
                + " \"/c\"}",
            ".redirect: has path and prefix (expected: one of them)"),
        route(
            "\"responseHeaders\": {\"set\": {\"Content-Length\": \"1\"}}",
            ".responseHeaders: Content-Length is the proxy's own (expected: other headers; for Host"
                + " use rewrite.host)"),
        route(
            "\"requestHeaders\": {\"remove\": [\"X-Fairlead-Deadline-Ms\"]}",
            ".requestHeaders: X-Fairlead-Deadline-Ms is the proxy's own (expected: other headers;"
                + " for Host use rewrite.host)"),
        route(
            "\"respond\": {\"status\": 204, \"body\": \"x\"}",
            ".respond.body: an answer with 204 has none (expected: no body)"),
        route(
            "\"retries\": {\"backoffMinMillis\": 300, \"backoffMaxMillis\": 250}",
            ".retries.backoffMinMillis: 300 (expected: at most backoffMaxMillis, which is 250; set"
                + " both)"),
        wrong(
            "{\"outlierDetection\": {\"ejectionSeconds\": 60, \"ejectionMaxSeconds\": 59}}",
            "trafficPolicy.outlierDetection.ejectionSeconds: 60 (expected: at most"
                + " ejectionMaxSeconds, which is 59; set both)"),
        wrong(
            "{\"routes\": [{\"name\": \"a\"}, {\"name\": \"a\"}]}",
            "trafficPolicy.routes[1].name: 'a' is given twice (expected: unique)"));
  }

  private static Arguments wrong(String document, String problem) {
    return Arguments.of(document, problem);
  }

  private static Arguments route(String fields, String problem) {
    return wrong(
        "{\"routes\": [{" + NAMED + ", " + fields + "}]}", "trafficPolicy.routes[0]" + problem);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatIsWrongIsToldWithPlaceValueAndExpectation(String document, String problem) {
    assertThat(problems(document)).containsExactly(problem);
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    assertThat(
            problems(
                """
                {"retries": {"attempts": -1, "budgetPercent": 101}, "rateLimit": {"burst": 0},
                 "routes": [{"name": "a", "fault": {"abortStatus": 99}}]}
                """))
        .hasSize(5);
  }

  @Test
  void manyMistakesAreNotAnsweredWithABook() {
    String routes =
        IntStream.range(0, 100)
            .mapToObj(i -> "{\"name\": \"" + "x".repeat(65) + "\"}")
            .reduce((a, b) -> a + "," + b)
            .orElseThrow();
    assertThat(problems("{\"routes\": [" + routes + "]}")).hasSize(PolicyRefused.PROBLEMS_MAX);
  }

  @Test
  void tooManyRoutesAreRefused() {
    String routes =
        IntStream.range(0, 101)
            .mapToObj(i -> "{\"name\": \"r" + i + "\"}")
            .reduce((a, b) -> a + "," + b)
            .orElseThrow();
    assertThat(problems("{\"routes\": [" + routes + "]}"))
        .containsExactly("trafficPolicy.routes: 101 elements (expected: at most 100 elements)");
  }

  @Test
  void whatIsNoJsonIsToldWithItsPlace() {
    assertThat(problems("{\"retries\": {\"attempts\": 3,}}").get(0))
        .startsWith("the document: not JSON at line 1, column 28: ");
    assertThat(problems("{} {}").get(0)).startsWith("the document: not JSON at line 1");
    assertThat(problems("{\"retries\": {}, \"retries\": {}}").get(0)).contains("Duplicate field");
    assertThat(problems("")).containsExactly("the document is empty (expected: a JSON object)");
    assertThat(problems("[".repeat(100)).get(0)).contains("nesting depth");
    assertThat(problems("{\"timeouts\": {\"idleMillis\": " + "9".repeat(30) + "}}").get(0))
        .contains("Number value length");
  }
}
