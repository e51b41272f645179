package io.fairlead.dns;

import static io.fairlead.catalog.RecordType.A;
import static io.fairlead.catalog.RecordType.CNAME;
import static io.fairlead.catalog.RoutingPolicy.MULTIVALUE;
import static io.fairlead.catalog.RoutingPolicy.WEIGHTED;
import static io.fairlead.dns.zone.CatalogFixture.cname;
import static io.fairlead.dns.zone.CatalogFixture.ipv4;
import static io.fairlead.dns.zone.CatalogFixture.many;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.dns.zone.CatalogFixture;
import io.fairlead.node.StartFailure;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole server in front of real resolvers, with dig as the judge. */
class ForwardingTest {
  private final List<AutoCloseable> opened = new ArrayList<>();

  @TempDir private Path folder;

  @BeforeAll
  static void assumeDig() {
    Dig.assumeInstalled();
  }

  @AfterEach
  void stop() throws Exception {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
  }

  private static CatalogFixture catalog() {
    return new CatalogFixture()
        .namespace("prod.local")
        .service("web", MULTIVALUE, List.of(A), ipv4("i-1", "10.0.0.1", 8080));
  }

  private <T extends AutoCloseable> T stopped(T started) {
    opened.add(started);
    return started;
  }

  private static RunningDns forwarding(String... upstreams) {
    return RunningDns.of(catalog(), new DnsSettingsFixture().forwarding(upstreams));
  }

  private Dig inFrontOf(String... upstreams) {
    return new Dig(stopped(forwarding(upstreams)).port);
  }

  @Test
  void unboundIsAskedForEveryTypeOfName() throws IOException {
    var dig = inFrontOf(stopped(Resolver.unbound(folder)).address());
    everyTypePasses(dig);
    assertThat(dig.values("a.up.example", "HTTPS")).containsExactly("1 . alpn=\"h2\"");
    assertThat(dig.ask("nobody.up.example", "A"))
        .contains("status: NXDOMAIN")
        .containsPattern("up.example.\\s+30\\s+IN\\s+SOA");
  }

  @Test
  void dnsmasqIsAskedForEveryTypeOfName() throws IOException {
    everyTypePasses(inFrontOf(stopped(Resolver.dnsmasq(folder)).address()));
  }

  @Test
  void knotIsAskedForEveryTypeOfNameAndForLongAnswersByTcp() throws IOException {
    var dig = inFrontOf(stopped(Resolver.knot(folder)).address());
    everyTypePasses(dig);
    assertThat(dig.values("a.up.example", "HTTPS")).containsExactly("1 . alpn=\"h2\"");
    assertThat(dig.ask("+ignore", "long.up.example", "TXT")).containsPattern("flags: qr tc rd ra");
    assertThat(dig.values("long.up.example", "TXT")).hasSize(40);
    assertThat(dig.values("+tcp", "long.up.example", "TXT")).hasSize(40);
    assertThat(dig.ask("nobody.up.example", "A")).contains("status: NXDOMAIN");
  }

  private static void everyTypePasses(Dig dig) {
    for (String transport : List.of("+notcp", "+tcp")) {
      assertThat(dig.values(transport, "a.up.example", "A")).containsExactly("192.0.2.10");
      assertThat(dig.values(transport, "A.uP.example", "TXT")).containsExactly("\"hello there\"");
      assertThat(dig.values(transport, "a.up.example", "TYPE65400"))
          .containsExactly("\\# 4 0A0B0C0D");
      assertThat(dig.ask(transport, "a.up.example", "A"))
          .contains("status: NOERROR", "EDNS: version: 0, flags:; udp: 1232")
          .containsPattern("flags: qr rd ra; QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 1");
      assertThat(dig.ask(transport, "+noedns", "a.up.example", "A")).doesNotContain("EDNS");
      assertThat(dig.ask(transport, "a.up.example", "MX")).contains("NOERROR", "ANSWER: 0");
    }
  }

  @Test
  void namesOfOurZonesAreNeverForwarded() throws IOException {
    try (var upstream = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      var dig = inFrontOf("127.0.0.1:" + upstream.getLocalPort());
      assertThat(dig.values("web.prod.local", "A")).containsExactly("10.0.0.1");
      assertThat(dig.ask("nobody.prod.local", "A")).contains("status: NXDOMAIN", "qr aa rd ra");
      assertThat(dig.ask("web.prod.local", "TYPE65400")).contains("NOERROR", "ANSWER: 0");
      assertThat(dig.ask("+norecurse", "example.com", "A")).contains("status: REFUSED");
      assertThat(dig.ask("example.com", "AXFR")).contains("Transfer failed");
      upstream.setSoTimeout(200);
      assertThatThrownBy(() -> upstream.receive(new DatagramPacket(new byte[512], 512)))
          .isInstanceOf(java.net.SocketTimeoutException.class);
    }
  }

  @Test
  void aliasesThatLeadElsewhereAreFollowedThere() {
    var elsewhere =
        new CatalogFixture()
            .namespace("example.com")
            .service("lb", MULTIVALUE, List.of(A), many(3))
            .service("www", WEIGHTED, List.of(CNAME), cname("x", "lb.example.com"));
    var upstream = stopped(RunningDns.of(elsewhere));
    var aliases =
        new CatalogFixture()
            .namespace("prod.local")
            .service("lb", WEIGHTED, List.of(CNAME), cname("x", "www.example.com"))
            .service("gone", WEIGHTED, List.of(CNAME), cname("x", "nobody.example.com"))
            .service("nowhere", WEIGHTED, List.of(CNAME), cname("x", "www.example.net"));
    var settings = new DnsSettingsFixture().forwarding("127.0.0.1:" + upstream.port);
    var dig = new Dig(stopped(RunningDns.of(aliases, settings)).port);

    assertThat(dig.values("lb.prod.local", "A"))
        .startsWith("www.example.com.", "lb.example.com.")
        .contains("10.0.0.0", "10.0.0.1", "10.0.0.2")
        .hasSize(5);
    assertThat(dig.values("+tcp", "lb.prod.local", "A")).hasSize(5);
    assertThat(dig.ask("lb.prod.local", "A")).containsPattern("status: NOERROR.*\\n.*qr aa rd ra");
    assertThat(dig.values("lb.prod.local", "AAAA"))
        .containsExactly("www.example.com.", "lb.example.com.");
    assertThat(dig.values("+norecurse", "lb.prod.local", "A")).containsExactly("www.example.com.");
    assertThat(dig.values("lb.prod.local", "MX")).containsExactly("www.example.com.");
    assertThat(dig.ask("gone.prod.local", "A")).contains("status: NXDOMAIN", "nobody.example.com.");
    assertThat(dig.ask("nowhere.prod.local", "A")).contains("status: SERVFAIL");
  }

  @Test
  void twoServersThatForwardToEachOtherEndIt() throws IOException {
    var packets = new AtomicInteger();
    try (var relay = new Relay(packets)) {
      var one = stopped(forwarding("127.0.0.1:" + relay.port()));
      var other = stopped(forwarding("127.0.0.1:" + one.port));
      relay.to(other.port);

      for (var dig : List.of(new Dig(one.port), new Dig(other.port))) {
        assertThat(dig.ask("example.com", "A")).contains("status: SERVFAIL");
        assertThat(dig.values("web.prod.local", "A")).containsExactly("10.0.0.1");
      }
      assertThat(packets).hasValueBetween(1, 12);
    }
  }

  @Test
  void thisServerItselfIsNoUpstream() throws IOException {
    int port;
    try (var free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    var dns = stopped(RunningDns.of(catalog()));
    var settings =
        new DnsSettingsFixture().at("127.0.0.1", port).forwarding("127.0.0.1:" + port).make();
    assertThatThrownBy(() -> DnsDeployment.deploy(dns.node(), settings).await())
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("where this server itself answers");
  }
}
