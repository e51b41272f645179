package io.fairlead.dns.judges;

import static io.fairlead.catalog.RecordType.A;
import static io.fairlead.catalog.RecordType.AAAA;
import static io.fairlead.catalog.RecordType.CNAME;
import static io.fairlead.catalog.RecordType.SRV;
import static io.fairlead.catalog.RoutingPolicy.MULTIVALUE;
import static io.fairlead.catalog.RoutingPolicy.WEIGHTED;
import static io.fairlead.dns.judges.Case.answers;
import static io.fairlead.dns.judges.Case.failed;
import static io.fairlead.dns.judges.Case.noData;
import static io.fairlead.dns.judges.Case.noName;
import static io.fairlead.dns.judges.Case.refused;
import static io.fairlead.dns.judges.Case.some;
import static io.fairlead.dns.zone.CatalogFixture.cname;
import static io.fairlead.dns.zone.CatalogFixture.ipv4;
import static io.fairlead.dns.zone.CatalogFixture.ipv6;
import static io.fairlead.dns.zone.CatalogFixture.unhealthy;
import static io.fairlead.dns.zone.CatalogFixture.weighted;
import static io.fairlead.dns.zone.CatalogFixture.with;

import io.fairlead.catalog.Endpoint;
import io.fairlead.catalog.NamespaceType;
import io.fairlead.dns.zone.CatalogFixture;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A catalog with everything in it that DNS can show, and what every asker has to find there. */
final class AnswerTable {
  private static final String LONG_LABEL = "l".repeat(63);
  private static final String LONG_ATTRIBUTE = "x".repeat(300);

  /** 255 bytes with the root: the service has three labels of 63 and one that fills the rest. */
  private static final String LONGEST =
      LONG_LABEL + "." + LONG_LABEL + "." + LONG_LABEL + "." + "m".repeat(50);

  /** Zones that a forwarder is told to ask the server for. */
  static final List<String> ZONES =
      List.of(
          "prod.local",
          "root.local",
          "shop.example",
          "registry.test",
          "data-registry.test",
          "data-10.1.2.3",
          "10.in-addr.arpa",
          "2.0.192.in-addr.arpa",
          "8.b.d.0.1.0.0.2.ip6.arpa");

  /** Before it come the last four digits of an address in 2001:db8::/112. */
  private static final String V6_REVERSE = ".0".repeat(20) + ".8.b.d.0.1.0.0.2.ip6.arpa";

  /** Loopback addresses that no other test has, so that port 53 can be had there. */
  static final String SERVER = "127.84." + (1 + ProcessHandle.current().pid() % 250) + ".1";

  private AnswerTable() {}

  static CatalogFixture catalog() {
    var catalog = new CatalogFixture().namespace("prod.local");
    services(catalog);
    aliases(catalog);
    return catalog
        .namespace("sub.prod.local")
        .service("web", MULTIVALUE, List.of(A), ipv4("s", "10.0.8.1", 80))
        .namespace("root.local")
        .service(".", MULTIVALUE, List.of(A), ipv4("r", "10.0.9.1", 80))
        .namespace("http-only", NamespaceType.HTTP)
        .service("web", MULTIVALUE, List.of(A), ipv4("h", "10.0.9.9", 80))
        .namespace("shop.example", NamespaceType.DNS_PUBLIC)
        .service("www", MULTIVALUE, List.of(A), ipv4("p", "192.0.2.80", 443));
  }

  private static void services(CatalogFixture catalog) {
    catalog
        .service(
            "web",
            MULTIVALUE,
            List.of(A, AAAA, SRV),
            ipv4("i-1", "10.0.0.1", 8080),
            ipv6("i-2", "2001:db8::2", 8081),
            unhealthy("i-3", "10.0.0.3", 8082))
        .service("API", MULTIVALUE, List.of(A), ipv4("Upper", "10.0.1.1", 80))
        .service("six", MULTIVALUE, List.of(AAAA), ipv6("s-1", "2001:db8::6", 80))
        .service("many", MULTIVALUE, List.of(A), pool("10.0.2.", 40))
        .service("many-srv", MULTIVALUE, List.of(SRV), pool("10.0.3.", 20))
        .service("one", WEIGHTED, List.of(A), pool("10.0.4.", 5))
        .service(
            "weighted",
            WEIGHTED,
            List.of(A, SRV),
            weighted("w-0", "10.0.5.1", 80, 0),
            weighted("w-7", "10.0.5.2", 80, 7))
        .service(
            "ill",
            MULTIVALUE,
            List.of(A),
            unhealthy("u-1", "10.0.6.1", 80),
            unhealthy("u-2", "10.0.6.2", 80))
        .service(
            "twice",
            MULTIVALUE,
            List.of(A),
            ipv4("t-1", "10.0.6.9", 80),
            ipv4("t-2", "10.0.6.9", 81))
        .service("empty", MULTIVALUE, List.of(A))
        .service(
            "_http._tcp",
            MULTIVALUE,
            List.of(SRV),
            ipv4("x.y", "10.0.7.1", 8080),
            ipv4("z", null, 1))
        .service("a.b.c", MULTIVALUE, List.of(A), ipv4("d", "10.0.7.2", 80))
        .service(LONGEST, MULTIVALUE, List.of(A), ipv4("", "10.0.7.3", 80))
        .service(
            "told",
            MULTIVALUE,
            List.of(A),
            with(ipv4("t", "10.0.7.4", 80), Map.of("version", "2", "zone", "b c")),
            with(ipv4("long", "10.0.7.5", 80), Map.of("k", LONG_ATTRIBUTE)));
  }

  private static void aliases(CatalogFixture catalog) {
    catalog
        .service("alias", WEIGHTED, List.of(CNAME), cname("c", "web.prod.local"))
        .service("alias-of-alias", WEIGHTED, List.of(CNAME), cname("c", "alias.prod.local"))
        .service("alias-to-zone", WEIGHTED, List.of(CNAME), cname("c", "www.shop.example"))
        .service("alias-to-none", WEIGHTED, List.of(CNAME), cname("c", "nobody.prod.local"))
        .service("alias-to-six", WEIGHTED, List.of(CNAME), cname("c", "six.prod.local"))
        .service("ring-a", WEIGHTED, List.of(CNAME), cname("c", "ring-b.prod.local"))
        .service("ring-b", WEIGHTED, List.of(CNAME), cname("c", "ring-a.prod.local"))
        .service("alias-out", WEIGHTED, List.of(CNAME), cname("c", "lb.elsewhere.example"))
        .service("balanced", MULTIVALUE, List.of(A, AAAA), cname("c", "lb.elsewhere.example"));
  }

  /** What is not ours: a zone on another server. */
  static CatalogFixture elsewhere() {
    return new CatalogFixture()
        .namespace("elsewhere.example", NamespaceType.DNS_PUBLIC)
        .service("lb", MULTIVALUE, List.of(A), ipv4("e", "198.51.100.7", 80));
  }

  static List<Case> cases() {
    return Stream.of(
            servicesAsked(),
            choices(),
            instancesAsked(),
            denials(),
            aliasesAsked(),
            zonesAsked(),
            reversed(),
            registryAsked())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Case> servicesAsked() {
    return List.of(
        answers("web.prod.local", "A", "A 10.0.0.1"),
        answers("web.prod.local", "AAAA", "AAAA 2001:db8::2"),
        answers(
                "web.prod.local",
                "SRV",
                "SRV 1 1 8080 i-1.web.prod.local.",
                "SRV 1 1 8081 i-2.web.prod.local.")
            .along("i-1.web.prod.local. A 10.0.0.1", "i-2.web.prod.local. AAAA 2001:db8::2"),
        answers("api.prod.local", "A", "A 10.0.1.1"),
        answers("aPi.PrOd.LoCaL", "A", "A 10.0.1.1"),
        answers("UPPER.api.prod.local", "A", "A 10.0.1.1"),
        answers("six.prod.local", "AAAA", "AAAA 2001:db8::6"),
        noData("six.prod.local", "A", "prod.local"),
        answers("web.sub.prod.local", "A", "A 10.0.8.1"),
        noData("web.sub.prod.local", "AAAA", "sub.prod.local"),
        answers("root.local", "A", "A 10.0.9.1"),
        answers("r.root.local", "A", "A 10.0.9.1"),
        answers("www.shop.example", "A", "A 192.0.2.80"),
        answers("a.b.c.prod.local", "A", "A 10.0.7.2"),
        answers(LONGEST + ".prod.local", "A", "A 10.0.7.3"),
        answers("twice.prod.local", "A", "A 10.0.6.9"),
        // unbound shows what it has kept of the name, which it has been asked for before.
        answers("web.prod.local", "ANY", "HINFO \"RFC8482\" \"\"")
            .but(
                Judge.Kind.RECURSIVE,
                answers("web.prod.local", "ANY", "A 10.0.0.1", "AAAA 2001:db8::2")));
  }

  private static List<Case> choices() {
    return List.of(
        some(8, "many.prod.local", "A", values(40, i -> "A 10.0.2." + i)),
        some(
            8,
            "many-srv.prod.local",
            "SRV",
            values(20, i -> "SRV 1 1 8080 i-" + i + ".many-srv.prod.local.")),
        some(1, "one.prod.local", "A", values(5, i -> "A 10.0.4." + i)),
        answers("weighted.prod.local", "A", "A 10.0.5.2"),
        answers("weighted.prod.local", "SRV", "SRV 1 7 80 w-7.weighted.prod.local.")
            .along("w-7.weighted.prod.local. A 10.0.5.2"),
        answers("ill.prod.local", "A", "A 10.0.6.1", "A 10.0.6.2"));
  }

  private static List<Case> instancesAsked() {
    return List.of(
        answers("i-1.web.prod.local", "A", "A 10.0.0.1"),
        noData("i-1.web.prod.local", "AAAA", "prod.local"),
        answers("i-2.web.prod.local", "AAAA", "AAAA 2001:db8::2"),
        answers("i-3.web.prod.local", "A", "A 10.0.0.3"),
        noName("i-4.web.prod.local", "A", "prod.local"),
        noData("i-1.web.prod.local", "SRV", "prod.local"),
        answers("w-0.weighted.prod.local", "A", "A 10.0.5.1"),
        answers("_http._tcp.prod.local", "SRV", "SRV 1 1 8080 x.y._http._tcp.prod.local.")
            .along("x.y._http._tcp.prod.local. A 10.0.7.1"),
        answers("x.y._http._tcp.prod.local", "A", "A 10.0.7.1"),
        noData("y._http._tcp.prod.local", "A", "prod.local"),
        noName("z._http._tcp.prod.local", "A", "prod.local"),
        answers("t.told.prod.local", "TXT", "TXT \"version=2\" \"zone=b c\""),
        answers(
            "long.told.prod.local",
            "TXT",
            "TXT \"k=" + LONG_ATTRIBUTE.substring(47) + "\" \"" + "x".repeat(47) + "\""),
        noData("told.prod.local", "TXT", "prod.local"));
  }

  private static List<Case> denials() {
    return List.of(
        noName("nobody.prod.local", "A", "prod.local"),
        noName("nobody.prod.local", "AAAA", "prod.local"),
        noName("a.nobody.prod.local", "SRV", "prod.local"),
        noName("nobody.prod.local", "ANY", "prod.local"),
        noName("nobody.shop.example", "A", "shop.example"),
        noName("nobody.sub.prod.local", "A", "sub.prod.local"),
        noName("x.api.prod.local", "A", "prod.local"),
        noData("empty.prod.local", "A", "prod.local"),
        noData("api.prod.local", "AAAA", "prod.local"),
        noData("api.prod.local", "MX", "prod.local"),
        noData("api.prod.local", "TXT", "prod.local"),
        noData("api.prod.local", "TYPE65280", "prod.local"),
        noData("api.prod.local", "HTTPS", "prod.local"),
        noData("_tcp.prod.local", "A", "prod.local"),
        noData("c.prod.local", "A", "prod.local"),
        noData("b.c.prod.local", "SRV", "prod.local"),
        refused("example.com", "A"),
        refused("local", "NS"),
        refused("web.http-only", "A"),
        refused("prod.local.example", "A"),
        refused("xprod.local", "A"));
  }

  private static List<Case> aliasesAsked() {
    return List.of(
        answers("alias.prod.local", "CNAME", "CNAME web.prod.local."),
        answers("alias.prod.local", "A", "A 10.0.0.1").after("web.prod.local"),
        answers("alias.prod.local", "AAAA", "AAAA 2001:db8::2").after("web.prod.local"),
        answers("alias-of-alias.prod.local", "A", "A 10.0.0.1")
            .after("alias.prod.local", "web.prod.local"),
        answers("alias-to-zone.prod.local", "A", "A 192.0.2.80").after("www.shop.example"),
        noName("alias-to-none.prod.local", "A", "prod.local").after("nobody.prod.local"),
        noData("alias-to-six.prod.local", "A", "prod.local").after("six.prod.local"),
        // unbound goes round some times and gives up.
        answers("ring-a.prod.local", "A")
            .after("ring-b.prod.local", "ring-a.prod.local")
            .but(Judge.Kind.RECURSIVE, failed("ring-a.prod.local", "A")),
        leadingOut("alias-out.prod.local"),
        leadingOut("balanced.prod.local"));
  }

  /** Who resolves goes on elsewhere; all others are told where, which a system cannot use. */
  private static Case leadingOut(String name) {
    return answers(name, "A")
        .after("lb.elsewhere.example")
        .but(
            Judge.Kind.RECURSIVE,
            answers(name, "A", "A 198.51.100.7").after("lb.elsewhere.example"));
  }

  private static List<Case> zonesAsked() {
    String start = " hostmaster.%s. 1700000005 86400 7200 3600000 15";
    return List.of(
        answers("prod.local", "SOA", "SOA ns1.prod.local." + start.formatted("prod.local")),
        answers(
            "sub.prod.local", "SOA", "SOA ns1.sub.prod.local." + start.formatted("sub.prod.local")),
        answers("root.local", "SOA", "SOA ns1.root.local." + start.formatted("root.local")),
        answers("prod.local", "NS", "NS ns1.prod.local.").along("ns1.prod.local. A " + SERVER),
        answers("shop.example", "NS", "NS ns1.shop.example.")
            .along("ns1.shop.example. A " + SERVER),
        answers("ns1.prod.local", "A", "A " + SERVER),
        noData("ns1.prod.local", "AAAA", "prod.local"),
        noName("ns2.prod.local", "A", "prod.local"),
        noData("prod.local", "A", "prod.local"),
        noData("web.prod.local", "SOA", "prod.local"),
        noData("web.prod.local", "NS", "prod.local"));
  }

  private static List<Case> reversed() {
    String address = "2.0.0.0" + V6_REVERSE;
    return List.of(
        answers("1.0.0.10.in-addr.arpa", "PTR", "PTR i-1.web.prod.local."),
        answers(address, "PTR", "PTR i-2.web.prod.local."),
        answers(
            "9.6.0.10.in-addr.arpa",
            "PTR",
            "PTR t-1.twice.prod.local.",
            "PTR t-2.twice.prod.local."),
        answers("80.2.0.192.in-addr.arpa", "PTR", "PTR p.www.shop.example."),
        noData("1.0.0.10.in-addr.arpa", "A", "1.0.0.10.in-addr.arpa"),
        // dnsmasq reads the address at the end and answers for that from its cache.
        noName("7.1.0.0.10.in-addr.arpa", "PTR", "1.0.0.10.in-addr.arpa")
            .but(
                Judge.Kind.FORWARDER,
                answers("7.1.0.0.10.in-addr.arpa", "PTR", "PTR i-1.web.prod.local.")),
        refused("99.0.0.10.in-addr.arpa", "PTR"));
  }

  private static List<Case> registryAsked() {
    return List.of(
        answers("registry.test", "A", "A 127.0.0.1"),
        answers("data-registry.test", "A", "A 127.0.0.1"),
        noData("registry.test", "AAAA", "registry.test"),
        answers("data-10.1.2.3", "A", "A 10.1.2.3"),
        noData("data-10.1.2.3", "AAAA", "data-10.1.2.3"),
        refused("data-10.1.2.300", "A"));
  }

  private static Endpoint[] pool(String network, int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> ipv4("i-" + i, network + i, 8080))
        .toArray(Endpoint[]::new);
  }

  private static Set<String> values(int count, IntFunction<String> value) {
    return IntStream.rangeClosed(1, count).mapToObj(value).collect(Collectors.toSet());
  }
}
