package io.fairlead.proxy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.proxy.Policies;
import io.fairlead.proxy.exchange.PlayedRequest;
import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.exchange.Timeouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples in the documentation are what the proxy understands. */
class DocumentedRulesTest {
  private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

  @ParameterizedTest
  @ValueSource(strings = {"routes.md", "rate-limits.md"})
  void everyExampleCompilesWhole(String file) throws IOException {
    var text = Files.readString(Path.of("../docs/traffic-policy").resolve(file));
    var examples = EXAMPLE.matcher(text).results().map(r -> r.group(1)).toList();
    assertThat(examples).hasSizeGreaterThan(1);
    for (String example : examples) {
      var policy = Policies.of(example);
      var route =
          Route.of(
              "srv-1",
              "backend.demo",
              AppProtocol.HTTP,
              Timeouts.DEFAULT,
              List.of(PlayedRequest.endpoint(0)),
              policy);
      var rules = new Rules((from, service) -> null, 10, () -> {}, part -> failed -> {}, () -> 0);

      assertThat(rules.of(route).size()).as(example).isEqualTo(policy.routes().size());
      if (policy.rateLimit() != null) {
        assertThat(rules.limiterOf(route)).as(example).isNotNull();
      }
    }
  }
}
