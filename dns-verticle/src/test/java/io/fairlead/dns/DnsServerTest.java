package io.fairlead.dns;

import static io.fairlead.catalog.RecordType.A;
import static io.fairlead.catalog.RoutingPolicy.MULTIVALUE;
import static io.fairlead.dns.zone.CatalogFixture.ipv4;
import static io.fairlead.dns.zone.CatalogFixture.many;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.catalog.ServiceEndpoints;
import io.fairlead.dns.zone.CatalogFixture;
import io.fairlead.node.StartFailure;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole server on real sockets, asked byte by byte. */
class DnsServerTest {
  private static final int HEADER_BYTES = 12;
  private static final int A_BYTES = 16;
  private static final int TRUNCATED = 0x02;

  private final CatalogFixture catalog =
      new CatalogFixture()
          .namespace("prod.local")
          .service("web", MULTIVALUE, List.of(A), ipv4("i-1", "10.0.0.1", 8080))
          .service("many", MULTIVALUE, List.of(A), many(40));

  private RunningDns dns;

  @AfterEach
  void stop() {
    if (dns != null) {
      dns.close();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bothTransportsAnswerByUdpAndTcp(boolean nativeTransport) throws IOException {
    dns = RunningDns.of(catalog, 8, nativeTransport);

    assertThat(addresses(udp(query(1, "web.prod.local")))).isEqualTo(1);
    try (var socket = connect()) {
      write(socket, query(2, "web.prod.local"));
      assertThat(addresses(read(socket))).isEqualTo(1);
    }
  }

  @Test
  void longAnswersAreCutForUdpAndWholeByTcp() throws IOException {
    dns = RunningDns.of(catalog, 100, true);

    byte[] cut = udp(query(1, "many.prod.local"));
    assertThat(cut.length).isLessThanOrEqualTo(512);
    assertThat(cut[2] & TRUNCATED).isNotZero();
    try (var socket = connect()) {
      write(socket, query(2, "many.prod.local"));
      assertThat(addresses(read(socket))).isEqualTo(40);
    }
  }

  @Test
  void changesAreAnsweredAsSoonAsTheyArrive() throws IOException {
    dns = RunningDns.of(catalog);
    assertThat(addresses(udp(query(1, "web.prod.local")))).isEqualTo(1);

    var held = catalog.services().get(0);
    dns.registry.publish(
        new ServiceEndpoints(
            held.namespace(), held.service(), held.revision() + 1, List.of(many(3))));

    Awaitility.await().until(() -> addresses(udp(query(2, "web.prod.local"))) == 3);
  }

  @Test
  void manyQueriesOnOneConnectionAreAnsweredInOrderHoweverTheyAreCut() throws IOException {
    dns = RunningDns.of(catalog);
    var all = new ByteArrayOutputStream();
    for (int id = 0; id < 200; id++) {
      all.writeBytes(framed(query(id, id % 2 == 0 ? "web.prod.local" : "many.prod.local")));
    }
    byte[] bytes = all.toByteArray();

    try (var socket = connect()) {
      socket.setTcpNoDelay(true);
      for (int at = 0; at < bytes.length; at += 37) {
        socket.getOutputStream().write(bytes, at, Math.min(37, bytes.length - at));
      }
      for (int id = 0; id < 200; id++) {
        byte[] response = read(socket);
        assertThat(response[1] & 0xff).isEqualTo(id);
        assertThat(addresses(response)).isEqualTo(id % 2 == 0 ? 1 : 8);
      }
    }
  }

  @Test
  void garbageIsSurvived() throws IOException {
    dns = RunningDns.of(catalog);
    long seed = System.nanoTime();
    var random = new Random(seed);
    try (var socket = new DatagramSocket()) {
      byte[] sample = query(1, "web.prod.local");
      for (int i = 0; i < 3000; i++) {
        byte[] garbage = i % 2 == 0 ? new byte[random.nextInt(100)] : sample.clone();
        if (i % 2 == 0) {
          random.nextBytes(garbage);
        } else {
          garbage[random.nextInt(garbage.length)] = (byte) random.nextInt();
        }
        socket.send(packet(garbage));
      }
    }
    for (int i = 0; i < CONNECTIONS; i++) {
      try (var socket = connect()) {
        byte[] garbage = new byte[1000];
        random.nextBytes(garbage);
        socket.getOutputStream().write(garbage);
      }
    }

    // Datagrams may still stand before this one, or push it out of a full buffer.
    Awaitility.await("after garbage of seed " + seed)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> addresses(udp(query(7, "web.prod.local"))) == 1);
  }

  private static final int CONNECTIONS = 5;

  @Test
  void responsesAreNeverAnswered() throws IOException {
    dns = RunningDns.of(catalog);
    byte[] response = query(1, "web.prod.local");
    response[2] |= (byte) 0x80;
    try (var socket = new DatagramSocket()) {
      socket.setSoTimeout(3000);
      socket.send(packet(response));
      socket.send(packet(query(2, "web.prod.local")));
      assertThat(receive(socket)[1]).isEqualTo((byte) 2);
    }
    assertThat(dns.meters.get("mesh_dns_ignored_total").counter().count()).isEqualTo(1);
    try (var socket = connect()) {
      write(socket, response);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void silentConnectionsAreClosed() throws IOException {
    dns = RunningDns.of(catalog);
    try (var socket = connect()) {
      socket.getOutputStream().write(0);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void connectionsAboveTheLimitAreShed() throws IOException {
    dns = RunningDns.of(catalog);
    var sockets = Stream.generate(this::connect).limit(DnsSettingsFixture.CONNECTIONS_MAX).toList();
    for (var socket : sockets) {
      write(socket, query(1, "web.prod.local"));
      assertThat(addresses(read(socket))).isEqualTo(1);
    }

    try (var oneMore = connect()) {
      assertThat(oneMore.getInputStream().read()).isEqualTo(-1);
    }
    assertThat(dns.meters.get("mesh_dns_tcp_shed_total").counter().count()).isEqualTo(1);

    sockets.get(0).close();
    Awaitility.await().until(() -> dns.meters.get("mesh_dns_tcp_connections").gauge().value() == 2);
    try (var socket = connect()) {
      write(socket, query(2, "web.prod.local"));
      assertThat(addresses(read(socket))).isEqualTo(1);
    }
    for (var socket : sockets) {
      socket.close();
    }
  }

  @Test
  void queriesAreCountedByCodeAndKnownType() throws IOException {
    dns = RunningDns.of(catalog);
    udp(query(1, "web.prod.local"));
    udp(query(2, "nobody.prod.local"));
    byte[] odd = query(3, "web.prod.local");
    odd[odd.length - 4] = (byte) 0xff;
    udp(odd);

    assertThat(queries("NOERROR", "A")).isEqualTo(1);
    assertThat(queries("NXDOMAIN", "A")).isEqualTo(1);
    assertThat(queries("NOERROR", "other")).isEqualTo(1);
    assertThat(dns.meters.get("mesh_dns_duration_seconds").timer().count()).isBetween(1L, 3L);
  }

  @Test
  void portInUseAndStrangeHostsAreTold() {
    dns = RunningDns.of(catalog);

    assertThatThrownBy(
            () ->
                DnsDeployment.deploy(
                        dns.node(), new DnsSettingsFixture().at("127.0.0.1", dns.port).make())
                    .await())
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("dns cannot listen on 127.0.0.1 port " + dns.port)
        .hasMessageContaining("already in use");
    assertThatThrownBy(
            () ->
                DnsDeployment.deploy(
                        dns.node(), new DnsSettingsFixture().at("dns.example", 0).make())
                    .await())
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("listen.host is 'dns.example'");
  }

  @Test
  void drainingClosesBothSockets() {
    dns = RunningDns.of(catalog);

    dns.node().drain().run().await();

    assertThatThrownBy(this::connect).hasRootCauseInstanceOf(IOException.class);
    assertThatThrownBy(() -> udp(query(1, "web.prod.local"))).isInstanceOf(IOException.class);
  }

  private double queries(String code, String type) {
    return dns.meters
        .get("mesh_dns_queries_total")
        .tags("rcode", code, "type", type)
        .functionCounter()
        .count();
  }

  private byte[] udp(byte[] query) throws IOException {
    try (var socket = new DatagramSocket()) {
      socket.setSoTimeout(1000);
      socket.send(packet(query));
      return receive(socket);
    }
  }

  private DatagramPacket packet(byte[] message) {
    return new DatagramPacket(message, message.length, InetAddress.getLoopbackAddress(), dns.port);
  }

  private static byte[] receive(DatagramSocket socket) throws IOException {
    var packet = new DatagramPacket(new byte[4096], 4096);
    socket.receive(packet);
    return Arrays.copyOf(packet.getData(), packet.getLength());
  }

  private Socket connect() {
    try {
      var socket = new Socket(InetAddress.getLoopbackAddress(), dns.port);
      socket.setSoTimeout(5000);
      return socket;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void write(Socket socket, byte[] message) throws IOException {
    socket.getOutputStream().write(framed(message));
  }

  private static byte[] framed(byte[] message) {
    byte[] framed = new byte[message.length + 2];
    framed[0] = (byte) (message.length >> 8);
    framed[1] = (byte) message.length;
    System.arraycopy(message, 0, framed, 2, message.length);
    return framed;
  }

  private static byte[] read(Socket socket) throws IOException {
    var in = new DataInputStream(socket.getInputStream());
    byte[] message = new byte[in.readUnsignedShort()];
    in.readFully(message);
    return message;
  }

  /** How many A records follow the question, which they point to. */
  static int addresses(byte[] response) {
    int count = (response[6] & 0xff) << 8 | (response[7] & 0xff);
    int question = response.length - count * A_BYTES;
    return question > HEADER_BYTES && (response[3] & 0xf) == 0 ? count : -1;
  }

  static byte[] query(int id, String name) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0, (byte) id, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0});
    for (String label : name.split("\\.", -1)) {
      out.write(label.length());
      out.writeBytes(label.getBytes(US_ASCII));
    }
    out.writeBytes(new byte[] {0, 0, 1, 0, 1});
    return out.toByteArray();
  }
}
