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
import static io.fairlead.dns.zone.CatalogFixture.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.NamespaceType;
import io.fairlead.catalog.ServiceEndpoints;
import io.fairlead.nameserver.message.Query;
import io.fairlead.nameserver.message.Response;
import io.fairlead.nameserver.message.ResponseCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What the catalog comes to in DNS, as an independent reader of messages sees it. */
class CatalogAuthorityTest {
  private final Random random = new Random(42);
  private CatalogFixture catalog = new CatalogFixture().namespace("prod.local");

  @Test
  void serviceHasTheAddressesOfItsInstances() {
    catalog.service("web", MULTIVALUE, List.of(A), ipv4("a", "10.0.0.1", 80));

    var answer = ask("web.prod.local", Type.A);

    assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(answer.getHeader().getFlag(Flags.AA)).isTrue();
    assertThat(answer.getSection(Section.ANSWER))
        .containsExactly(record("web.prod.local", 60, "10.0.0.1"));
    assertThat(answer.getSection(Section.AUTHORITY)).isEmpty();
  }

  @Test
  void caseIsIgnoredAndTheAskersLettersComeBack() {
    catalog.service("Web", MULTIVALUE, List.of(A), ipv4("a", "10.0.0.1", 80));

    var answer = ask("wEB.PROD.local", Type.A);

    assertThat(answer.getSection(Section.ANSWER)).hasSize(1);
    assertThat(answer.getSection(Section.ANSWER).get(0).getName()).hasToString("wEB.PROD.local.");
  }

  @Test
  void atMostEightHealthyInstancesAreShownInRandomOrder() {
    catalog.service(
        "web", MULTIVALUE, List.of(A), concat(many(20), unhealthy("u", "10.9.9.9", 80)));
    Set<String> seen = new HashSet<>();
    Set<String> first = new HashSet<>();

    for (int i = 0; i < 500; i++) {
      var values = values(ask("web.prod.local", Type.A));
      assertThat(values).hasSize(8).doesNotHaveDuplicates();
      seen.addAll(values);
      first.add(values.get(0));
    }

    assertThat(seen).hasSize(20).doesNotContain("10.9.9.9");
    assertThat(first).hasSize(20);
  }

  @Test
  void weightedShowsOneAndAllEquallyOften() {
    catalog.service("web", WEIGHTED, List.of(A), many(4));
    Map<String, Integer> counts = new HashMap<>();

    for (int i = 0; i < 4000; i++) {
      var values = values(ask("web.prod.local", Type.A));
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
    Map<String, Integer> counts = new HashMap<>();

    for (int i = 0; i < 4000; i++) {
      counts.merge(values(ask("web.prod.local", Type.A)).get(0), 1, Integer::sum);
    }

    assertThat(counts).containsOnlyKeys("10.0.0.1", "10.0.0.2");
    assertThat(counts.get("10.0.0.1")).isBetween(2850, 3150);
  }

  @Test
  void weightZeroIsShownWhenNothingElseIsThere() {
    catalog.service("web", WEIGHTED, List.of(A), weighted("a", "10.0.0.1", 80, 0));
    assertThat(values(ask("web.prod.local", Type.A))).hasSize(1);
  }

  @Test
  void srvRecordsCarryTheWeight() {
    catalog.service("web", MULTIVALUE, List.of(SRV), weighted("a", "10.0.0.1", 80, 7));
    assertThat(values(ask("web.prod.local", Type.SRV))).containsExactly("1 7 80 a.web.prod.local.");
  }

  @Test
  void unhealthyInstancesAreShownOnlyWhenAllAre() {
    catalog.service(
        "web",
        MULTIVALUE,
        List.of(A),
        unhealthy("a", "10.0.0.1", 80),
        unhealthy("b", "10.0.0.2", 80));
    assertThat(values(ask("web.prod.local", Type.A))).hasSize(2);

    catalog = new CatalogFixture().namespace("prod.local");
    catalog.service(
        "web", MULTIVALUE, List.of(A), unhealthy("a", "10.0.0.1", 80), ipv4("b", "10.0.0.2", 80));
    assertThat(values(ask("web.prod.local", Type.A))).containsExactly("10.0.0.2");
  }

  @Test
  void failingOpenCountsOnlyInstancesThatHaveTheType() {
    catalog.service(
        "web",
        MULTIVALUE,
        List.of(A, AAAA),
        unhealthy("a", "10.0.0.1", 80),
        ipv6("b", "2001:db8::1", 80));

    assertThat(values(ask("web.prod.local", Type.A))).containsExactly("10.0.0.1");
    assertThat(values(ask("web.prod.local", Type.AAAA))).containsExactly("2001:db8:0:0:0:0:0:1");
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

    assertThat(values(ask("web.prod.local", Type.A))).containsExactly("10.0.0.1");
  }

  @Test
  void onlyPublishedTypesAreAnswered() {
    catalog.service("web", MULTIVALUE, List.of(A), ipv4("a", "10.0.0.1", 80));

    assertDenied(ask("web.prod.local", Type.AAAA), Rcode.NOERROR);
    assertDenied(ask("web.prod.local", Type.SRV), Rcode.NOERROR);
    assertDenied(ask("web.prod.local", Type.TXT), Rcode.NOERROR);
  }

  @Test
  void srvPointsToInstancesWhoseAddressesComeAlong() {
    catalog.service("_http._tcp", MULTIVALUE, List.of(SRV), ipv4("i-1", "10.0.0.1", 8080));

    var answer = ask("_http._tcp.prod.local", Type.SRV);

    assertThat(values(answer)).containsExactly("1 1 8080 i-1._http._tcp.prod.local.");
    assertThat(answer.getSection(Section.ADDITIONAL))
        .containsExactly(record("i-1._http._tcp.prod.local", 60, "10.0.0.1"));
    assertThat(values(ask("i-1._http._tcp.prod.local", Type.A))).containsExactly("10.0.0.1");
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

    assertThat(values(ask("web.prod.local", Type.SRV))).containsExactly("1 1 80 c.web.prod.local.");
  }

  @Test
  void unhealthyInstanceStillHasItsOwnName() {
    catalog.service("web", MULTIVALUE, List.of(A), unhealthy("a", "10.0.0.1", 80));

    assertThat(values(ask("a.web.prod.local", Type.A))).containsExactly("10.0.0.1");
    assertDenied(ask("a.web.prod.local", Type.AAAA), Rcode.NOERROR);
  }

  @Test
  void namesBetweenOthersExistWithoutAnything() {
    catalog.service("_http._tcp", MULTIVALUE, List.of(SRV), ipv4("x.y", "10.0.0.1", 80));

    assertDenied(ask("_tcp.prod.local", Type.A), Rcode.NOERROR);
    assertDenied(ask("y._http._tcp.prod.local", Type.A), Rcode.NOERROR);
    assertDenied(ask("z._http._tcp.prod.local", Type.A), Rcode.NXDOMAIN);
    assertDenied(ask("_udp.prod.local", Type.A), Rcode.NXDOMAIN);
  }

  @Test
  void serviceWithoutInstancesExistsAndOneWithoutDnsConfigDoesNot() {
    catalog.service("empty", MULTIVALUE, List.of(A)).service("api-only", null, List.of());

    assertDenied(ask("empty.prod.local", Type.A), Rcode.NOERROR);
    assertDenied(ask("api-only.prod.local", Type.A), Rcode.NXDOMAIN);
  }

  @Test
  void denialsBringTheStartOfTheZone() {
    var soa = ask("nobody.prod.local", Type.A).getSection(Section.AUTHORITY).get(0);

    assertThat(soa.getName()).hasToString("prod.local.");
    assertThat(soa.getTTL()).isEqualTo(CatalogFixture.SOA_TTL);
    var value = (SOARecord) soa;
    assertThat(value.getMinimum()).isEqualTo(CatalogFixture.SOA_TTL);
    assertThat(value.getHost()).hasToString("ns1.prod.local.");
  }

  @Test
  void serialIsTheCatalogsRevisionAndRisesWithIt() {
    catalog.service("web", MULTIVALUE, List.of(A));
    var zones = zones();

    assertThat(serial(zones)).isEqualTo(1_700_000_005L);
    zones.follow(catalog.namespaces(), catalog.services(), 1_700_000_009_000_000L, true);
    assertThat(serial(zones)).isEqualTo(1_700_000_009L);
  }

  private long serial(CatalogZones zones) {
    return ((SOARecord) section(ask(zones, "prod.local", Type.SOA), Section.ANSWER).get(0))
        .getSerial();
  }

  @Test
  void apexHasItsServerAndTheServerItsAddress() {
    var servers = ask("prod.local", Type.NS);

    assertThat(values(servers)).containsExactly("ns1.prod.local.");
    assertThat(servers.getSection(Section.ADDITIONAL))
        .containsExactly(record("ns1.prod.local", 15, "192.0.2.53"));
    assertThat(values(ask("ns1.prod.local", Type.A))).containsExactly("192.0.2.53");
    assertDenied(ask("prod.local", Type.A), Rcode.NOERROR);
  }

  @Test
  void serviceNamedDotIsTheNamespaceItself() {
    catalog.service(".", MULTIVALUE, List.of(A), ipv4("a", "10.0.0.1", 80));

    assertThat(values(ask("prod.local", Type.A))).containsExactly("10.0.0.1");
    assertThat(values(ask("prod.local", Type.SOA))).hasSize(1);
  }

  @Test
  void aliasAnswersEveryTypeAndIsFollowedThroughOurZones() {
    catalog
        .service("www", WEIGHTED, List.of(CNAME), cname("a", "web.prod.local"))
        .service("web", MULTIVALUE, List.of(A), ipv4("a", "10.0.0.1", 80))
        .service("out", WEIGHTED, List.of(CNAME), cname("a", "example.com."))
        .service("gone", WEIGHTED, List.of(CNAME), cname("a", "nobody.prod.local"));

    assertThat(values(ask("www.prod.local", Type.A)))
        .containsExactly("web.prod.local.", "10.0.0.1");
    assertThat(values(ask("www.prod.local", Type.CNAME))).containsExactly("web.prod.local.");
    assertThat(values(ask("out.prod.local", Type.A))).containsExactly("example.com.");
    var gone = ask("gone.prod.local", Type.A);
    assertThat(gone.getRcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(gone.getSection(Section.ANSWER)).hasSize(1);
    assertThat(gone.getSection(Section.AUTHORITY)).hasSize(1);
  }

  @Test
  void aliasesInACircleEnd() {
    catalog
        .service("a", WEIGHTED, List.of(CNAME), cname("x", "b.prod.local"))
        .service("b", WEIGHTED, List.of(CNAME), cname("x", "a.prod.local"));

    assertThat(values(ask("a.prod.local", Type.A)))
        .containsExactly("b.prod.local.", "a.prod.local.");
  }

  @Test
  void everythingIsAnsweredWithNextToNothing() {
    catalog.service("web", MULTIVALUE, List.of(A), many(8));

    assertThat(values(ask("web.prod.local", Type.ANY))).containsExactly("\"RFC8482\" \"\"");
    assertDenied(ask("nobody.prod.local", Type.ANY), Rcode.NXDOMAIN);
  }

  @Test
  void whatIsNotOursIsRefused() {
    catalog.namespace("http.local", NamespaceType.HTTP);

    assertRefused(ask("example.com", Type.A));
    assertRefused(ask("local", Type.A));
    assertRefused(ask(".", Type.NS));
    assertRefused(ask("web.http.local", Type.A));
  }

  @Test
  void longestNamespaceAnswers() {
    catalog
        .service("web.eu", MULTIVALUE, List.of(A), ipv4("a", "10.0.0.1", 80))
        .namespace("eu.prod.local")
        .service("web", MULTIVALUE, List.of(A), ipv4("a", "10.0.0.2", 80));

    assertThat(values(ask("web.eu.prod.local", Type.A))).containsExactly("10.0.0.2");
    assertThat(ask("x.eu.prod.local", Type.A).getSection(Section.AUTHORITY).get(0).getName())
        .hasToString("eu.prod.local.");
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

    assertThat(values(ask("web.corp.example", Type.A))).containsExactly("10.0.0.1");
    assertThat(values(ask("only-public.corp.example", Type.A))).containsExactly("203.0.113.2");
  }

  @Test
  void namespaceThatIsNoNameIsLeftOut() {
    catalog.namespace("a..b").namespace(".").namespace("x".repeat(64));

    assertRefused(ask("b", Type.A));
    assertThat(ask("prod.local", Type.SOA).getRcode()).isEqualTo(Rcode.NOERROR);
  }

  @Test
  void whileTheCatalogIsIncompleteNothingIsDeniedForLong() {
    catalog.incomplete();

    assertThat(ask("example.com", Type.A).getRcode()).isEqualTo(Rcode.SERVFAIL);
    assertThat(ask("nobody.prod.local", Type.A).getSection(Section.AUTHORITY).get(0).getTTL())
        .isEqualTo(1);
  }

  @Test
  void instancesHaveTheirAttributesAsTexts() {
    var attributes = Map.of("zone", "b", "build", "x".repeat(300), "app", "v 2");
    catalog.service("web", MULTIVALUE, List.of(A), with(ipv4("a", "10.0.0.1", 80), attributes));

    assertThat(values(ask("a.web.prod.local", Type.TXT)))
        .containsExactlyInAnyOrder(
            "\"app=v 2\" \"zone=b\"",
            "\"build=" + "x".repeat(249) + "\" \"" + "x".repeat(51) + "\"");
    assertDenied(ask("web.prod.local", Type.TXT), Rcode.NOERROR);
  }

  @Test
  void addressesLeadBackToAllInstancesThatHaveThem() {
    catalog
        .service("web", MULTIVALUE, List.of(A), ipv4("a", "10.0.0.1", 80))
        .service("api", MULTIVALUE, List.of(SRV), ipv4("b", "10.0.0.1", 81))
        .service("six", MULTIVALUE, List.of(AAAA), ipv6("c", "2001:db8::1", 81));

    assertThat(values(ask("1.0.0.10.in-addr.arpa", Type.PTR)))
        .containsExactlyInAnyOrder("a.web.prod.local.", "b.api.prod.local.");
    assertThat(
            values(
                ask(
                    "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa",
                    Type.PTR)))
        .containsExactly("c.six.prod.local.");
    assertDenied(ask("1.0.0.10.in-addr.arpa", Type.A), Rcode.NOERROR);
    assertRefused(ask("2.0.0.10.in-addr.arpa", Type.PTR));
  }

  @Test
  void addressesOfThoseThatAreGoneLeadNowhere() {
    catalog.service("web", MULTIVALUE, List.of(A), ipv4("a", "10.0.0.1", 80));
    var zones = zones();
    var service = catalog.services().get(0);
    var moved = List.of(ipv4("a", "10.0.0.2", 80));

    zones.follow(
        catalog.namespaces(),
        List.of(
            new ServiceEndpoints(
                service.namespace(), service.service(), service.revision() + 1, moved)),
        2,
        true);
    assertRefused(ask(zones, "1.0.0.10.in-addr.arpa", Type.PTR));
    assertThat(values(ask(zones, "2.0.0.10.in-addr.arpa", Type.PTR)))
        .containsExactly("a.web.prod.local.");

    zones.follow(catalog.namespaces(), List.of(), 3, true);
    assertRefused(ask(zones, "2.0.0.10.in-addr.arpa", Type.PTR));
    assertDenied(ask(zones, "web.prod.local", Type.A), Rcode.NXDOMAIN);
  }

  @Test
  void strangersSeeNothingOfPrivateNamespaces() {
    catalog
        .service("web", MULTIVALUE, List.of(A), ipv4("a", "10.0.0.1", 80))
        .namespace("corp.example", NamespaceType.DNS_PUBLIC)
        .service("web", MULTIVALUE, List.of(A), ipv4("p", "203.0.113.1", 80));

    var zones = zones();
    assertRefused(askAsStranger(zones, "web.prod.local", Type.A));
    assertRefused(askAsStranger(zones, "prod.local", Type.SOA));
    assertRefused(askAsStranger(zones, "1.0.0.10.in-addr.arpa", Type.PTR));
    assertRefused(askAsStranger(zones, "data-10.0.0.1", Type.A));
    assertThat(values(askAsStranger(zones, "web.corp.example", Type.A)))
        .containsExactly("203.0.113.1");
  }

  @Test
  void awsClientsFindTheRegistryBehindTheirPrefix() {
    assertThat(values(ask("data-127.0.0.1", Type.A))).containsExactly("127.0.0.1");
    assertThat(values(ask("DATA-10.1.2.3", Type.A))).containsExactly("10.1.2.3");
    assertDenied(ask("data-10.1.2.3", Type.AAAA), Rcode.NOERROR);
    assertRefused(ask("data-10.1.2.300", Type.A));
    assertRefused(ask("data-10.1.2", Type.A));
    assertThat(values(ask("registry.test", Type.A))).containsExactly("192.0.2.70");
    assertThat(values(ask("data-registry.test", Type.A))).containsExactly("192.0.2.70");
    assertDenied(ask("data-registry.test", Type.AAAA), Rcode.NOERROR);
    assertDenied(ask("x.registry.test", Type.A), Rcode.NXDOMAIN);
  }

  @Test
  void aLoadBalancersAliasStandsWhereAddressesWould() {
    catalog.service("lb", WEIGHTED, List.of(A, AAAA), cname("x", "lb.example.com"));

    assertThat(values(ask("lb.prod.local", Type.A))).containsExactly("lb.example.com.");
    assertThat(values(ask("lb.prod.local", Type.AAAA))).containsExactly("lb.example.com.");
  }

  @Test
  void servicesThatComeAndGoLeaveNoNamesBehind() {
    catalog
        .service("_http._tcp", MULTIVALUE, List.of(SRV), ipv4("a", "10.0.0.1", 80))
        .service("_grpc._tcp", MULTIVALUE, List.of(SRV), ipv4("a", "10.0.0.1", 80));
    var zones = zones();
    var services = catalog.services();

    zones.follow(catalog.namespaces(), services.subList(1, 2), 2, true);
    assertDenied(ask(zones, "_tcp.prod.local", Type.A), Rcode.NOERROR);
    assertDenied(ask(zones, "_http._tcp.prod.local", Type.A), Rcode.NXDOMAIN);

    zones.follow(catalog.namespaces(), List.of(), 3, true);
    assertDenied(ask(zones, "_tcp.prod.local", Type.A), Rcode.NXDOMAIN);

    zones.follow(catalog.namespaces(), services, 4, true);
    assertThat(values(ask(zones, "_http._tcp.prod.local", Type.SRV))).hasSize(1);

    zones.follow(List.of(), List.of(), 5, true);
    assertRefused(ask(zones, "prod.local", Type.SOA));
  }

  private CatalogZones zones() {
    return catalog.zones();
  }

  private Message ask(String name, int type) {
    return ask(zones(), name, type);
  }

  private Message ask(CatalogZones zones, String name, int type) {
    return ask(zones, name, type, true);
  }

  private Message askAsStranger(CatalogZones zones, String name, int type) {
    return ask(zones, name, type, false);
  }

  /** Says REFUSED or SERVFAIL for what is not ours, as the server does. */
  private Message ask(CatalogZones zones, String name, int type, boolean trusted) {
    var authority = new CatalogAuthority(zones, CatalogFixture.REGISTRY, 8, random);
    var response = new Response(4096);
    try {
      var absolute = Name.fromString(name, Name.root);
      byte[] asked =
          Message.newQuery(org.xbill.DNS.Record.newRecord(absolute, type, DClass.IN)).toWire();
      var query = new Query();
      assertThat(query.read(asked, asked.length)).isTrue();
      response.begin(query, 4096);
      if (!authority.answer(query, trusted, response)) {
        response.reject(authority.isComplete() ? ResponseCode.REFUSED : ResponseCode.SERVFAIL);
      }
      return new Message(Arrays.copyOf(response.bytes(), response.end()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertDenied(Message answer, int code) {
    assertThat(answer.getRcode()).isEqualTo(code);
    assertThat(answer.getHeader().getFlag(Flags.AA)).isTrue();
    assertThat(section(answer, Section.ANSWER)).isEmpty();
    assertThat(section(answer, Section.AUTHORITY)).singleElement().isInstanceOf(SOARecord.class);
  }

  private static void assertRefused(Message answer) {
    assertThat(answer.getRcode()).isEqualTo(Rcode.REFUSED);
    assertThat(answer.getHeader().getFlag(Flags.AA)).isFalse();
    assertThat(section(answer, Section.ANSWER)).isEmpty();
    assertThat(section(answer, Section.AUTHORITY)).isEmpty();
  }

  private static List<org.xbill.DNS.Record> section(Message answer, int section) {
    return answer.getSection(section);
  }

  private static List<String> values(Message answer) {
    return section(answer, Section.ANSWER).stream()
        .map(org.xbill.DNS.Record::rdataToString)
        .toList();
  }

  private static org.xbill.DNS.Record record(String owner, int ttl, String address) {
    try {
      return org.xbill.DNS.Record.fromString(
          Name.fromString(owner, Name.root), Type.A, DClass.IN, ttl, address, Name.root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
