package io.fairlead.dns.abuse;

import static io.fairlead.catalog.RecordType.A;
import static io.fairlead.catalog.RoutingPolicy.MULTIVALUE;
import static io.fairlead.dns.abuse.Messages.connect;
import static io.fairlead.dns.abuse.Messages.framed;
import static io.fairlead.dns.abuse.Messages.query;
import static io.fairlead.dns.abuse.Messages.read;
import static io.fairlead.dns.abuse.Messages.receive;
import static io.fairlead.dns.zone.CatalogFixture.ipv4;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.NamespaceType;
import io.fairlead.dns.DnsSettingsFixture;
import io.fairlead.dns.RunningDns;
import io.fairlead.dns.zone.CatalogFixture;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Strangers: what they see, and how much of it. */
class RateLimitTest {
  private static final int QUERIES = 400;
  private static final int PER_SECOND = 20;

  private RunningDns dns;

  @AfterEach
  void stop() {
    dns.close();
  }

  private static CatalogFixture catalog() {
    return new CatalogFixture()
        .namespace("prod.local")
        .service("web", MULTIVALUE, List.of(A), ipv4("i", "10.0.0.1", 80))
        .namespace("shop.example", NamespaceType.DNS_PUBLIC)
        .service("www", MULTIVALUE, List.of(A), ipv4("p", "192.0.2.80", 443));
  }

  /** Loopback is the stranger. */
  private static DnsSettingsFixture strangers() {
    return new DnsSettingsFixture().trusting("10.0.0.0/8").limited(PER_SECOND, 2);
  }

  @Test
  void strangersGetTheirShareAndEverySecondOfTheRestIsSentToTcp() throws IOException {
    dns = RunningDns.of(catalog(), strangers());
    int whole = 0;
    int cut = 0;
    long start = System.nanoTime();
    try (var socket = new DatagramSocket()) {
      for (int i = 0; i < QUERIES; i++) {
        socket.send(Messages.to(dns, query(i, "www.shop.example", Messages.A)));
      }
      Awaitility.await().until(() -> judged() == QUERIES - allowed());
      socket.setSoTimeout(500);
      while (whole + cut < allowed() + limited("slipped")) {
        byte[] response = receive(socket);
        assertThat(Messages.rcode(response)).isEqualTo(Messages.NOERROR);
        if (Messages.isTruncated(response)) {
          cut++;
          assertThat(Messages.answers(response)).isZero();
        } else {
          whole++;
          assertThat(Messages.answers(response)).isEqualTo(1);
        }
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;

    assertThat(whole).isBetween(PER_SECOND, PER_SECOND + (int) Math.ceil(seconds * PER_SECOND));
    assertThat(cut).isEqualTo((QUERIES - whole + 1) / 2);
    assertThat(limited("dropped")).isEqualTo(QUERIES - whole - cut);
  }

  @Test
  void otherNetworksAreNotLimitedForIt() throws IOException {
    dns = RunningDns.of(catalog(), strangers());
    try (var one = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        var other = new DatagramSocket(new InetSocketAddress("127.0.0.2", 0))) {
      for (int i = 0; i < QUERIES; i++) {
        one.send(Messages.to(dns, query(i, "www.shop.example", Messages.A)));
      }
      Awaitility.await().until(() -> judged() > 0);
      other.setSoTimeout(3000);
      other.send(Messages.to(dns, query(1, "www.shop.example", Messages.A)));
      assertThat(Messages.answers(receive(other))).isEqualTo(1);
    }
  }

  @Test
  void tcpIsNotLimited() throws IOException {
    dns = RunningDns.of(catalog(), strangers());
    try (var socket = connect(dns)) {
      for (int i = 0; i < QUERIES; i++) {
        socket.getOutputStream().write(framed(query(i, "www.shop.example", Messages.A)));
        assertThat(Messages.answers(read(socket))).isEqualTo(1);
      }
    }
    assertThat(judged()).isZero();
  }

  @Test
  void strangersSeePublicNamespacesAndNothingElse() throws IOException {
    dns = RunningDns.of(catalog(), strangers());
    try (var socket = connect(dns)) {
      for (String name :
          List.of(
              "web.prod.local",
              "prod.local",
              "nobody.prod.local",
              "registry.test",
              "data-10.1.2.3",
              "1.0.0.10.in-addr.arpa")) {
        socket.getOutputStream().write(framed(query(1, name, Messages.A)));
        assertThat(Messages.rcode(read(socket))).as(name).isEqualTo(Messages.REFUSED);
      }
      socket.getOutputStream().write(framed(query(2, "www.shop.example", Messages.A)));
      assertThat(Messages.answers(read(socket))).isEqualTo(1);
    }
  }

  @Test
  void trustedAskersAreNotLimited() throws IOException {
    dns = RunningDns.of(catalog(), new DnsSettingsFixture().limited(PER_SECOND, 2));
    try (var socket = new DatagramSocket()) {
      socket.setSoTimeout(3000);
      for (int i = 0; i < QUERIES; i++) {
        socket.send(Messages.to(dns, query(i, "web.prod.local", Messages.A)));
        assertThat(Messages.answers(receive(socket))).isEqualTo(1);
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("not answered", e);
    }
    assertThat(judged()).isZero();
  }

  /** Answered whole. */
  private double allowed() {
    return dns.meters
            .get("mesh_dns_queries_total")
            .tags("rcode", "NOERROR", "type", "A")
            .functionCounter()
            .count()
        - limited("slipped");
  }

  private double judged() {
    return limited("slipped") + limited("dropped");
  }

  private double limited(String outcome) {
    return dns.meters.get("mesh_dns_rate_limited_total").tag("outcome", outcome).counter().count();
  }
}
