package io.fairlead.dns;

import static io.fairlead.catalog.RecordType.A;
import static io.fairlead.catalog.RecordType.AAAA;
import static io.fairlead.catalog.RecordType.CNAME;
import static io.fairlead.catalog.RecordType.SRV;
import static io.fairlead.catalog.RoutingPolicy.MULTIVALUE;
import static io.fairlead.catalog.RoutingPolicy.WEIGHTED;
import static io.fairlead.dns.zone.CatalogFixture.cname;
import static io.fairlead.dns.zone.CatalogFixture.ipv4;
import static io.fairlead.dns.zone.CatalogFixture.ipv6;
import static io.fairlead.dns.zone.CatalogFixture.many;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.dns.zone.CatalogFixture;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** dig is the judge. */
class DigTest {
  /** Eight SRV records of it do not fit into 512 bytes, but into 1232. */
  private static final String MANY = "many-with-a-rather-long-name.prod.local";

  private static RunningDns dns;
  private static Dig dig;

  @BeforeAll
  static void start() {
    Dig.assumeInstalled();
    dns =
        RunningDns.of(
            new CatalogFixture()
                .namespace("prod.local")
                .service(
                    "web",
                    MULTIVALUE,
                    List.of(A, AAAA, SRV),
                    ipv4("i-1", "10.0.0.1", 8080),
                    ipv6("i-2", "2001:db8::2", 8081))
                .service("many-with-a-rather-long-name", MULTIVALUE, List.of(A, SRV), many(40))
                .service("one", WEIGHTED, List.of(A), many(5))
                .service("alias", WEIGHTED, List.of(CNAME), cname("x", "web.prod.local")));
    dig = new Dig(dns.port);
  }

  @AfterAll
  static void stop() {
    if (dns != null) {
      dns.close();
    }
  }

  @Test
  void addresses() {
    assertThat(dig.values("web.prod.local", "A")).containsExactly("10.0.0.1");
    assertThat(dig.values("web.prod.local", "AAAA")).containsExactly("2001:db8::2");
    assertThat(dig.ask("web.prod.local", "A"))
        .contains("status: NOERROR")
        .containsPattern("flags: qr aa rd; QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 1")
        .contains("recursion requested but not available")
        .containsPattern("web.prod.local.\\s+60\\s+IN\\s+A\\s+10.0.0.1");
  }

  @Test
  void servicesWithTheirHosts() {
    assertThat(dig.values("web.prod.local", "SRV"))
        .containsExactlyInAnyOrder("1 1 8080 i-1.web.prod.local.", "1 1 8081 i-2.web.prod.local.");
    assertThat(dig.ask("web.prod.local", "SRV"))
        .containsPattern("i-1.web.prod.local.\\s+60\\s+IN\\s+A\\s+10.0.0.1")
        .containsPattern("i-2.web.prod.local.\\s+60\\s+IN\\s+AAAA\\s+2001:db8::2");
    assertThat(dig.values("i-1.web.prod.local", "A")).containsExactly("10.0.0.1");
  }

  @Test
  void aliasesAreFollowed() {
    assertThat(dig.values("alias.prod.local", "A")).containsExactly("web.prod.local.", "10.0.0.1");
  }

  @Test
  void eightAtMostAndOneWhenWeighted() {
    assertThat(dig.values(MANY, "A")).hasSize(8).doesNotHaveDuplicates();
    assertThat(dig.values("one.prod.local", "A")).hasSize(1);
  }

  @Test
  void namesThatDoNotExistAndTypesThatAreNotThere() {
    assertThat(dig.ask("nobody.prod.local", "A"))
        .contains("status: NXDOMAIN")
        .containsPattern(
            "prod.local.\\s+15\\s+IN\\s+SOA\\s+ns1.prod.local. hostmaster.prod.local.");
    assertThat(dig.ask("one.prod.local", "AAAA"))
        .contains("status: NOERROR", "ANSWER: 0, AUTHORITY: 1")
        .containsPattern("prod.local.\\s+15\\s+IN\\s+SOA");
  }

  @Test
  void startOfTheZoneAndItsServer() {
    assertThat(dig.values("prod.local", "SOA"))
        .containsExactly("ns1.prod.local. hostmaster.prod.local. 1700000005 86400 7200 3600000 15");
    assertThat(dig.values("prod.local", "NS")).containsExactly("ns1.prod.local.");
    assertThat(dig.values("ns1.prod.local", "A")).containsExactly("127.0.0.1");
  }

  @Test
  void whatIsNotOursIsRefused() {
    assertThat(dig.ask("example.com", "A")).contains("status: REFUSED").doesNotContain(" aa");
    assertThat(dig.ask("version.bind", "CH", "TXT")).contains("status: REFUSED");
    assertThat(dig.ask("prod.local", "AXFR")).contains("Transfer failed");
  }

  @Test
  void bothTransportsAnswerAlike() {
    assertThat(dig.values("+tcp", "web.prod.local", "A")).containsExactly("10.0.0.1");
    assertThat(dig.ask("+tcp", "+keepopen", "web.prod.local", "A", "web.prod.local", "AAAA"))
        .contains("10.0.0.1", "2001:db8::2");
  }

  @Test
  void longAnswersAreCutAndAskedForByTcp() {
    assertThat(dig.ask("+noedns", "+ignore", MANY, "SRV")).containsPattern("flags: qr aa tc");
    assertThat(dig.values("+noedns", MANY, "SRV")).hasSize(8);
    assertThat(dig.ask("+bufsize=1232", "+ignore", MANY, "SRV")).doesNotContain(" tc");
  }

  @Test
  void extensionsAreUnderstoodOrRefused() {
    assertThat(dig.ask("web.prod.local", "A")).contains("EDNS: version: 0, flags:; udp: 1232");
    assertThat(dig.ask("+dnssec", "web.prod.local", "A")).contains("EDNS: version: 0, flags: do");
    assertThat(dig.ask("+noedns", "web.prod.local", "A")).doesNotContain("EDNS");
    assertThat(dig.ask("+edns=1", "+noednsnegotiation", "web.prod.local", "A"))
        .contains("status: BADVERS");
    assertThat(dig.ask("+ednsopt=100:aabb", "web.prod.local", "A")).contains("status: NOERROR");
  }

  @Test
  void oddQueriesGetTheirCode() {
    assertThat(dig.ask("+opcode=status", "web.prod.local", "A")).contains("status: NOTIMP");
    assertThat(dig.ask("+header-only")).contains("status: FORMERR");
    assertThat(dig.values("web.prod.local", "ANY", "+notcp")).containsExactly("\"RFC8482\" \"\"");
    assertThat(dig.ask("web.prod.local", "TYPE65534")).contains("status: NOERROR", "ANSWER: 0");
    assertThat(dig.ask("+zflag", "+adflag", "+cdflag", "web.prod.local", "A"))
        .containsPattern("flags: qr aa rd; QUERY")
        .doesNotContain("MBZ");
  }
}
