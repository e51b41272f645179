package io.fairlead.dns.abuse;

import static io.fairlead.catalog.RecordType.A;
import static io.fairlead.catalog.RecordType.SRV;
import static io.fairlead.catalog.RoutingPolicy.MULTIVALUE;
import static io.fairlead.dns.abuse.Messages.connect;
import static io.fairlead.dns.abuse.Messages.framed;
import static io.fairlead.dns.abuse.Messages.isClosed;
import static io.fairlead.dns.abuse.Messages.query;
import static io.fairlead.dns.abuse.Messages.read;
import static io.fairlead.dns.zone.CatalogFixture.many;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.dns.DnsSettingsFixture;
import io.fairlead.dns.RunningDns;
import io.fairlead.dns.zone.CatalogFixture;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a TCP connection may not hold: for ever, without end, or all of them. */
class TcpAbuseTest {
  private static final Duration MESSAGE_TIMEOUT = Duration.ofMillis(400);
  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);
  private static final int PER_ASKER = 4;

  private RunningDns dns;

  @BeforeEach
  void start() {
    dns =
        RunningDns.of(
            new CatalogFixture()
                .namespace("prod.local")
                .service("web", MULTIVALUE, List.of(A, SRV), many(40)),
            new DnsSettingsFixture().tcp(IDLE_TIMEOUT, MESSAGE_TIMEOUT, 100, PER_ASKER));
  }

  /** However many misbehaved before. */
  @AfterEach
  void othersAreAnsweredAndNothingStaysOpen() throws IOException {
    try (var socket = connectFrom("127.0.0.2")) {
      assertAnswered(socket, 1);
    }
    Awaitility.await().until(() -> connections() == 0);
    dns.close();
  }

  @Test
  void queryThatArrivesByteByByteIsAnsweredInTime() throws IOException {
    try (var socket = connect(dns)) {
      for (byte b : framed(query(7, "web.prod.local", Messages.A))) {
        socket.getOutputStream().write(b);
      }
      assertThat(Messages.id(read(socket))).isEqualTo(7);
    }
    assertThat(cuts()).isZero();
  }

  /** Each byte is a sign of life, but the query never ends. */
  @Test
  void slowWritersAreCut() throws IOException {
    byte[] query = framed(query(1, "web.prod.local", Messages.A));
    try (var socket = connect(dns)) {
      socket.getOutputStream().write(query, 0, 1);
      var written = new int[] {1};
      Awaitility.await()
          .pollInterval(Duration.ofMillis(50))
          .until(
              () -> {
                if (written[0] < query.length - 1) {
                  try {
                    socket.getOutputStream().write(query[written[0]++]);
                  } catch (SocketException closed) {
                    return true;
                  }
                }
                return cuts() == 1;
              });
      assertThat(isClosed(socket)).isTrue();
    }
  }

  @Test
  void slowWriterBehindAnAnsweredQueryIsCutToo() throws IOException {
    try (var socket = connect(dns)) {
      var bytes = new ByteArrayOutputStream();
      bytes.writeBytes(framed(query(1, "web.prod.local", Messages.A)));
      bytes.write(0);
      socket.getOutputStream().write(bytes.toByteArray());
      assertThat(Messages.id(read(socket))).isEqualTo(1);
      assertThat(isClosed(socket)).isTrue();
    }
    assertThat(cuts()).isEqualTo(1);
  }

  @Test
  void whoOnlyWaitsIsNotCut() throws IOException {
    try (var waiting = connect(dns);
        var slow = connect(dns)) {
      assertAnswered(waiting, 1);
      slow.getOutputStream().write(0);
      assertThat(isClosed(slow)).isTrue();
      assertAnswered(waiting, 2);
    }
  }

  /** Answers go into the sockets' buffers until both are full; no more is kept for it. */
  @Test
  void readersThatDoNotReadAreCut() throws IOException, InterruptedException {
    var many = new ByteArrayOutputStream();
    for (int i = 0; i < 1000; i++) {
      many.writeBytes(framed(query(1, "web.prod.local", 33)));
    }
    Thread writer;
    try (var socket = new Socket()) {
      socket.setReceiveBufferSize(4096);
      socket.connect(new InetSocketAddress(dns.host, dns.port));
      writer = new Thread(() -> writeUntilClosed(socket, many.toByteArray()));
      writer.start();
      Awaitility.await().until(() -> cuts() == 1);
    }
    writer.join();
  }

  private static void writeUntilClosed(Socket socket, byte[] bytes) {
    try {
      while (true) {
        socket.getOutputStream().write(bytes);
      }
    } catch (IOException closed) {
      // As it should be.
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4097, 65_535})
  void longFramesCloseTheConnectionAtTheirLength(int length) throws IOException {
    try (var socket = connect(dns)) {
      socket.getOutputStream().write(new byte[] {(byte) (length >> 8), (byte) length});
      assertThat(isClosed(socket)).isTrue();
    }
    assertThat(cuts()).isEqualTo(1);
  }

  @Test
  void framesOfTheLongestLengthAreAnswered() throws IOException {
    byte[] padded =
        Messages.withOpt(query(5, "web.prod.local", Messages.A), 1232, 0, 0, padding(4096));
    assertThat(padded).hasSize(4096);
    try (var socket = connect(dns)) {
      socket.getOutputStream().write(framed(padded));
      assertThat(Messages.rcode(read(socket))).isEqualTo(Messages.NOERROR);
    }
  }

  /** An option that fills a query up to a length. */
  private static byte[] padding(int queryBytes) {
    int length = queryBytes - query(0, "web.prod.local", Messages.A).length - 11;
    byte[] option = new byte[length];
    option[1] = 12;
    option[2] = (byte) ((length - 4) >> 8);
    option[3] = (byte) (length - 4);
    return option;
  }

  @Test
  void emptyFramesCloseTheConnection() throws IOException {
    try (var socket = connect(dns)) {
      socket.getOutputStream().write(new byte[] {0, 0});
      assertThat(isClosed(socket)).isTrue();
    }
  }

  @Test
  void connectionsOfOneAskerAreLimitedAndOthersAreNot() throws IOException {
    List<Socket> open = new ArrayList<>();
    for (int i = 0; i < PER_ASKER; i++) {
      open.add(connect(dns));
      assertAnswered(open.get(i), i);
    }
    try (var oneMore = connect(dns);
        var other = connectFrom("127.0.0.3")) {
      assertThat(isClosed(oneMore)).isTrue();
      assertAnswered(other, 9);
    }
    assertThat(dns.meters.get("mesh_dns_tcp_shed_total").counter().count()).isEqualTo(1);
    for (var socket : open) {
      assertAnswered(socket, 8);
      socket.close();
    }
  }

  @Test
  void pipelinedQueriesAreAllAnsweredAlthoughSomeAreRefused() throws IOException {
    var all = new ByteArrayOutputStream();
    for (int id = 0; id < 90; id += 3) {
      all.writeBytes(framed(query(id, "web.prod.local", Messages.A)));
      all.writeBytes(framed(query(id + 1, "example.com", Messages.A)));
      byte[] broken = query(id + 2, "web.prod.local", Messages.A);
      broken[5] = 2;
      all.writeBytes(framed(broken));
    }
    try (var socket = connect(dns)) {
      socket.getOutputStream().write(all.toByteArray());
      for (int id = 0; id < 90; id++) {
        byte[] response = read(socket);
        assertThat(Messages.id(response)).isEqualTo(id);
        int[] codes = {Messages.NOERROR, Messages.REFUSED, 1};
        assertThat(Messages.rcode(response)).isEqualTo(codes[id % 3]);
      }
    }
  }

  @Test
  void whoClosesItsHalfIsAnsweredAllTheSame() throws IOException {
    try (var socket = connect(dns)) {
      var all = new ByteArrayOutputStream();
      for (int id = 0; id < 20; id++) {
        all.writeBytes(framed(query(id, "web.prod.local", Messages.A)));
      }
      socket.getOutputStream().write(all.toByteArray());
      socket.shutdownOutput();
      for (int id = 0; id < 20; id++) {
        assertThat(Messages.id(read(socket))).isEqualTo(id);
      }
      assertThat(isClosed(socket)).isTrue();
    } catch (EOFException e) {
      throw new AssertionError("closed before all was answered", e);
    }
  }

  private void assertAnswered(Socket socket, int id) throws IOException {
    socket.getOutputStream().write(framed(query(id, "web.prod.local", Messages.A)));
    byte[] response = read(socket);
    assertThat(Messages.id(response)).isEqualTo(id);
    assertThat(Messages.answers(response)).isEqualTo(8);
  }

  private Socket connectFrom(String address) throws IOException {
    var socket =
        new Socket(InetAddress.getByName(dns.host), dns.port, InetAddress.getByName(address), 0);
    socket.setSoTimeout(5000);
    return socket;
  }

  private double cuts() {
    return dns.meters.get("mesh_dns_tcp_cut_total").counter().count();
  }

  private double connections() {
    return dns.meters.get("mesh_dns_tcp_connections").gauge().value();
  }
}
