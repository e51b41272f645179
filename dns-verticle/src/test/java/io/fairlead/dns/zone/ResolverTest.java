package io.fairlead.dns.zone;

import static io.fairlead.catalog.RecordType.A;
import static io.fairlead.catalog.RecordType.AAAA;
import static io.fairlead.catalog.RecordType.CNAME;
import static io.fairlead.catalog.RecordType.SRV;
import static io.fairlead.catalog.RoutingPolicy.MULTIVALUE;
import static io.fairlead.catalog.RoutingPolicy.WEIGHTED;
import static io.fairlead.dns.zone.CatalogFixture.cname;
import static io.fairlead.dns.zone.CatalogFixture.concat;
import static io.fairlead.dns.zone.CatalogFixture.ipv4;
import static io.fairlead.dns.zone.CatalogFixture.ipv6;
import static io.fairlead.dns.zone.CatalogFixture.many;
import static io.fairlead.dns.zone.CatalogFixture.unhealthy;
import static io.fairlead.dns.zone.CatalogFixture.weighted;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.NamespaceType;
import io.fairlead.dns.message.Answer;
import io.fairlead.dns.message.DnsName;
import io.fairlead.dns.message.Question;
import io.fairlead.dns.message.RecordTypes;
import io.fairlead.dns.message.RecordValue;
import io.fairlead.dns.message.ResourceRecord;
import io.fairlead.dns.message.ResponseCode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResolverTest {
  private static final int TXT = 16;

  private final Random random = new Random(42);
  private final Resolver resolver = new Resolver(8, "192.0.2.53");
  private CatalogFixture catalog = new CatalogFixture().namespace("prod.local");

  @Test
  void serviceHasTheAddressesOfItsInstances() {
    catalog.service("web", MULTIVALUE, List.of(A), ipv4("a", "10.0.0.1", 80));

    var answer = ask("web.prod.local", RecordTypes.A);

    assertThat(answer.code()).isEqualTo(ResponseCode.NOERROR);
    assertThat(answer.authoritative()).isTrue();
    assertThat(answer.answers())
        .containsExactly(record("web.prod.local", 60, address(10, 0, 0, 1)));
    assertThat(answer.authority()).isEmpty();
  }

  @Test
  void caseIsIgnoredAndTheAskersLettersComeBack() {
    catalog.service("Web", MULTIVALUE, List.of(A), ipv4("a", "10.0.0.1", 80));

    var answer = ask("wEB.PROD.local", RecordTypes.A);

    assertThat(answer.answers()).hasSize(1);
    assertThat(answer.answers().get(0).owner()).hasToString("wEB.PROD.local.");
  }

  @Test
  void atMostEightHealthyInstancesAreShownInRandomOrder() {
    catalog.service(
        "web", MULTIVALUE, List.of(A), concat(many(20), unhealthy("u", "10.9.9.9", 80)));
    Set<RecordValue> seen = new HashSet<>();
    Set<RecordValue> first = new HashSet<>();

    for (int i = 0; i < 500; i++) {
      var values = values(ask("web.prod.local", RecordTypes.A));
      assertThat(values).hasSize(8).doesNotHaveDuplicates();
      seen.addAll(values);
      first.add(values.get(0));
    }

    assertThat(seen).hasSize(20).doesNotContain(address(10, 9, 9, 9));
    assertThat(first).hasSize(20);
  }

  @Test
  void weightedShowsOneAndAllEquallyOften() {
    catalog.service("web", WEIGHTED, List.of(A), many(4));
    Map<RecordValue, Integer> counts = new HashMap<>();

    for (int i = 0; i < 4000; i++) {
      var values = values(ask("web.prod.local", RecordTypes.A));
      assertThat(values).hasSize(1);
      counts.merge(values.get(0), 1, Integer::sum);
    }

    assertThat(counts.values()).hasSize(4).allMatch(c -> c > 850 && c < 1150);
  }

  @Test
  void weightedFollowsTheWeights() {
    catalog.service(
        "web",
        WEIGHTED,
        List.of(A),
        weighted("a", "10.0.0.1", 80, 3),
        weighted("b", "10.0.0.2", 80, 1),
        weighted("c", "10.0.0.3", 80, 0));
    Map<RecordValue, Integer> counts = new HashMap<>();

    for (int i = 0; i < 4000; i++) {
      counts.merge(values(ask("web.prod.local", RecordTypes.A)).get(0), 1, Integer::sum);
    }

    assertThat(counts).containsOnlyKeys(address(10, 0, 0, 1), address(10, 0, 0, 2));
    assertThat(counts.get(address(10, 0, 0, 1))).isBetween(2850, 3150);
  }

  @Test
  void weightZeroIsShownWhenNothingElseIsThere() {
    catalog.service("web", WEIGHTED, List.of(A), weighted("a", "10.0.0.1", 80, 0));
    assertThat(values(ask("web.prod.local", RecordTypes.A))).hasSize(1);
  }

  @Test
  void srvRecordsCarryTheWeight() {
    catalog.service("web", MULTIVALUE, List.of(SRV), weighted("a", "10.0.0.1", 80, 7));
    assertThat(values(ask("web.prod.local", RecordTypes.SRV)))
        .singleElement()
        .extracting(v -> ((RecordValue.Srv) v).weight())
        .isEqualTo(7);
  }

  @Test
  void unhealthyInstancesAreShownOnlyWhenAllAre() {
    catalog.service(
        "web",
        MULTIVALUE,
        List.of(A),
        unhealthy("a", "10.0.0.1", 80),
        unhealthy("b", "10.0.0.2", 80));
    assertThat(values(ask("web.prod.local", RecordTypes.A))).hasSize(2);

    catalog = new CatalogFixture().namespace("prod.local");
    catalog.service(
        "web", MULTIVALUE, List.of(A), unhealthy("a", "10.0.0.1", 80), ipv4("b", "10.0.0.2", 80));
    assertThat(values(ask("web.prod.local", RecordTypes.A))).containsExactly(address(10, 0, 0, 2));
  }

  @Test
  void failingOpenCountsOnlyInstancesThatHaveTheType() {
    catalog.service(
        "web",
        MULTIVALUE,
        List.of(A, AAAA),
        unhealthy("a", "10.0.0.1", 80),
        ipv6("b", "2001:db8::1", 80));

    assertThat(values(ask("web.prod.local", RecordTypes.A))).containsExactly(address(10, 0, 0, 1));
    assertThat(values(ask("web.prod.local", RecordTypes.AAAA)))
        .containsExactly(new RecordValue.Aaaa(0x20010db800000000L, 1));
  }

  @Test
  void oneAddressOfTwoInstancesIsToldOnceAndWhatIsNoAddressNever() {
    catalog.service(
        "web",
        MULTIVALUE,
        List.of(A),
        ipv4("a", "10.0.0.1", 80),
        unhealthy("b", "10.0.0.1", 81),
        ipv4("c", "not an address", 80),
        ipv4("d", "::1", 80));

    assertThat(values(ask("web.prod.local", RecordTypes.A))).containsExactly(address(10, 0, 0, 1));
  }

  @Test
  void onlyPublishedTypesAreAnswered() {
    catalog.service("web", MULTIVALUE, List.of(A), ipv4("a", "10.0.0.1", 80));

    assertDenied(ask("web.prod.local", RecordTypes.AAAA), ResponseCode.NOERROR);
    assertDenied(ask("web.prod.local", RecordTypes.SRV), ResponseCode.NOERROR);
    assertDenied(ask("web.prod.local", TXT), ResponseCode.NOERROR);
  }

  @Test
  void srvPointsToInstancesWhoseAddressesComeAlong() {
    catalog.service("_http._tcp", MULTIVALUE, List.of(SRV), ipv4("i-1", "10.0.0.1", 8080));

    var answer = ask("_http._tcp.prod.local", RecordTypes.SRV);

    var target = name("i-1._http._tcp.prod.local");
    assertThat(values(answer)).containsExactly(new RecordValue.Srv(1, 1, 8080, target));
    assertThat(answer.additional())
        .containsExactly(record("i-1._http._tcp.prod.local", 60, address(10, 0, 0, 1)));
    assertThat(values(ask("i-1._http._tcp.prod.local", RecordTypes.A)))
        .containsExactly(address(10, 0, 0, 1));
  }

  @Test
  void instancesWithoutPortOrAddressHaveNoSrv() {
    catalog.service(
        "web",
        MULTIVALUE,
        List.of(SRV),
        ipv4("a", "10.0.0.1", 0),
        ipv4("b", null, 80),
        ipv6("c", "2001:db8::1", 80));

    assertThat(values(ask("web.prod.local", RecordTypes.SRV)))
        .containsExactly(new RecordValue.Srv(1, 1, 80, name("c.web.prod.local")));
  }

  @Test
  void unhealthyInstanceStillHasItsOwnName() {
    catalog.service("web", MULTIVALUE, List.of(A), unhealthy("a", "10.0.0.1", 80));

    assertThat(values(ask("a.web.prod.local", RecordTypes.A)))
        .containsExactly(address(10, 0, 0, 1));
    assertDenied(ask("a.web.prod.local", RecordTypes.AAAA), ResponseCode.NOERROR);
  }

  @Test
  void namesBetweenOthersExistWithoutAnything() {
    catalog.service("_http._tcp", MULTIVALUE, List.of(SRV), ipv4("x.y", "10.0.0.1", 80));

    assertDenied(ask("_tcp.prod.local", RecordTypes.A), ResponseCode.NOERROR);
    assertDenied(ask("y._http._tcp.prod.local", RecordTypes.A), ResponseCode.NOERROR);
    assertDenied(ask("z._http._tcp.prod.local", RecordTypes.A), ResponseCode.NXDOMAIN);
    assertDenied(ask("_udp.prod.local", RecordTypes.A), ResponseCode.NXDOMAIN);
  }

  @Test
  void serviceWithoutInstancesExistsAndOneWithoutDnsConfigDoesNot() {
    catalog.service("empty", MULTIVALUE, List.of(A)).service("api-only", null, List.of());

    assertDenied(ask("empty.prod.local", RecordTypes.A), ResponseCode.NOERROR);
    assertDenied(ask("api-only.prod.local", RecordTypes.A), ResponseCode.NXDOMAIN);
  }

  @Test
  void denialsBringTheStartOfTheZone() {
    var soa = ask("nobody.prod.local", RecordTypes.A).authority().get(0);

    assertThat(soa.owner()).isEqualTo(name("prod.local"));
    assertThat(soa.ttlSeconds()).isEqualTo((int) CatalogFixture.SOA_TTL);
    var value = (RecordValue.Soa) soa.value();
    assertThat(value.minimumSeconds()).isEqualTo((int) CatalogFixture.SOA_TTL);
    assertThat(value.serial()).isEqualTo(1_700_000_000);
  }

  @Test
  void serialRisesWithTheNewestChange() {
    catalog.service("web", MULTIVALUE, List.of(A));

    var soa = (RecordValue.Soa) values(ask("prod.local", RecordTypes.SOA)).get(0);

    assertThat(soa.serial()).isEqualTo(1_700_000_005);
  }

  @Test
  void apexHasItsServerAndTheServerItsAddress() {
    var servers = ask("prod.local", RecordTypes.NS);

    assertThat(values(servers)).containsExactly(new RecordValue.Ns(name("ns1.prod.local")));
    assertThat(servers.additional())
        .containsExactly(record("ns1.prod.local", 15, address(192, 0, 2, 53)));
    assertThat(values(ask("ns1.prod.local", RecordTypes.A)))
        .containsExactly(address(192, 0, 2, 53));
    assertDenied(ask("prod.local", RecordTypes.A), ResponseCode.NOERROR);
  }

  @Test
  void serviceNamedDotIsTheNamespaceItself() {
    catalog.service(".", MULTIVALUE, List.of(A), ipv4("a", "10.0.0.1", 80));

    assertThat(values(ask("prod.local", RecordTypes.A))).containsExactly(address(10, 0, 0, 1));
    assertThat(values(ask("prod.local", RecordTypes.SOA))).hasSize(1);
  }

  @Test
  void aliasAnswersEveryTypeAndIsFollowedThroughOurZones() {
    catalog
        .service("www", WEIGHTED, List.of(CNAME), cname("a", "web.prod.local"))
        .service("web", MULTIVALUE, List.of(A), ipv4("a", "10.0.0.1", 80))
        .service("out", WEIGHTED, List.of(CNAME), cname("a", "example.com."))
        .service("gone", WEIGHTED, List.of(CNAME), cname("a", "nobody.prod.local"));

    assertThat(values(ask("www.prod.local", RecordTypes.A)))
        .containsExactly(new RecordValue.Cname(name("web.prod.local")), address(10, 0, 0, 1));
    assertThat(values(ask("www.prod.local", RecordTypes.CNAME)))
        .containsExactly(new RecordValue.Cname(name("web.prod.local")));
    assertThat(values(ask("out.prod.local", RecordTypes.A)))
        .containsExactly(new RecordValue.Cname(name("example.com")));
    var gone = ask("gone.prod.local", RecordTypes.A);
    assertThat(gone.code()).isEqualTo(ResponseCode.NXDOMAIN);
    assertThat(gone.answers()).hasSize(1);
    assertThat(gone.authority()).hasSize(1);
  }

  @Test
  void aliasesInACircleEnd() {
    catalog
        .service("a", WEIGHTED, List.of(CNAME), cname("x", "b.prod.local"))
        .service("b", WEIGHTED, List.of(CNAME), cname("x", "a.prod.local"));

    assertThat(ask("a.prod.local", RecordTypes.A).answers()).hasSizeBetween(2, 10);
  }

  @Test
  void everythingIsAnsweredWithNextToNothing() {
    catalog.service("web", MULTIVALUE, List.of(A), many(8));

    assertThat(values(ask("web.prod.local", RecordTypes.ANY)))
        .containsExactly(new RecordValue.Hinfo("RFC8482", ""));
    assertDenied(ask("nobody.prod.local", RecordTypes.ANY), ResponseCode.NXDOMAIN);
  }

  @Test
  void whatIsNotOursIsRefused() {
    catalog.namespace("http.local", NamespaceType.HTTP);

    assertRefused(ask("example.com", RecordTypes.A));
    assertRefused(ask("local", RecordTypes.A));
    assertRefused(ask(".", RecordTypes.NS));
    assertRefused(ask("web.http.local", RecordTypes.A));
    assertRefused(ask("prod.local", RecordTypes.AXFR));
    assertRefused(ask("prod.local", RecordTypes.IXFR));
    int chaos = 3;
    assertRefused(
        resolver.resolve(
            new Question(name("prod.local"), RecordTypes.SOA, chaos), catalog.zones(), random));
  }

  @Test
  void longestNamespaceAnswers() {
    catalog
        .service("web.eu", MULTIVALUE, List.of(A), ipv4("a", "10.0.0.1", 80))
        .namespace("eu.prod.local")
        .service("web", MULTIVALUE, List.of(A), ipv4("a", "10.0.0.2", 80));

    assertThat(values(ask("web.eu.prod.local", RecordTypes.A)))
        .containsExactly(address(10, 0, 0, 2));
    assertThat(ask("x.eu.prod.local", RecordTypes.A).authority().get(0).owner())
        .isEqualTo(name("eu.prod.local"));
  }

  @Test
  void privateNamespaceCoversAPublicOneOfTheSameName() {
    catalog =
        new CatalogFixture()
            .namespace("corp.example", NamespaceType.DNS_PUBLIC)
            .service("web", MULTIVALUE, List.of(A), ipv4("p", "203.0.113.1", 80))
            .service("only-public", MULTIVALUE, List.of(A), ipv4("p", "203.0.113.2", 80))
            .namespace("corp.example", NamespaceType.DNS_PRIVATE)
            .service("web", MULTIVALUE, List.of(A), ipv4("i", "10.0.0.1", 80));

    assertThat(values(ask("web.corp.example", RecordTypes.A)))
        .containsExactly(address(10, 0, 0, 1));
    assertThat(values(ask("only-public.corp.example", RecordTypes.A)))
        .containsExactly(address(203, 0, 113, 2));
  }

  @Test
  void namespaceThatIsNoNameIsLeftOut() {
    catalog.namespace("a..b").namespace(".").namespace("x".repeat(64));

    assertRefused(ask("b", RecordTypes.A));
    assertThat(ask("prod.local", RecordTypes.SOA).code()).isEqualTo(ResponseCode.NOERROR);
  }

  @Test
  void whileTheCatalogIsIncompleteNothingIsDeniedForLong() {
    catalog.incomplete();

    assertThat(ask("example.com", RecordTypes.A).code()).isEqualTo(ResponseCode.SERVFAIL);
    assertThat(ask("nobody.prod.local", RecordTypes.A).authority().get(0).ttlSeconds())
        .isEqualTo(1);
  }

  private Answer ask(String name, int type) {
    return resolver.resolve(new Question(name(name), type, Question.IN), catalog.zones(), random);
  }

  private static void assertDenied(Answer answer, ResponseCode code) {
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.authoritative()).isTrue();
    assertThat(answer.answers()).isEmpty();
    assertThat(answer.authority()).hasSize(1);
  }

  private static void assertRefused(Answer answer) {
    assertThat(answer).isEqualTo(Answer.rejection(ResponseCode.REFUSED));
  }

  private static List<RecordValue> values(Answer answer) {
    return answer.answers().stream().map(ResourceRecord::value).toList();
  }

  private static ResourceRecord record(String owner, int ttl, RecordValue value) {
    return new ResourceRecord(name(owner), ttl, value);
  }

  private static RecordValue address(int a, int b, int c, int d) {
    return new RecordValue.A(a << 24 | b << 16 | c << 8 | d);
  }

  private static DnsName name(String text) {
    return DnsName.parse(text).orElseThrow();
  }
}
