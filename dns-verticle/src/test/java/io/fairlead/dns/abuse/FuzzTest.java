package io.fairlead.dns.abuse;

import static io.fairlead.catalog.RecordType.A;
import static io.fairlead.catalog.RecordType.AAAA;
import static io.fairlead.catalog.RecordType.CNAME;
import static io.fairlead.catalog.RecordType.SRV;
import static io.fairlead.catalog.RoutingPolicy.MULTIVALUE;
import static io.fairlead.catalog.RoutingPolicy.WEIGHTED;
import static io.fairlead.dns.abuse.Messages.connect;
import static io.fairlead.dns.abuse.Messages.framed;
import static io.fairlead.dns.abuse.Messages.query;
import static io.fairlead.dns.abuse.Messages.read;
import static io.fairlead.dns.zone.CatalogFixture.cname;
import static io.fairlead.dns.zone.CatalogFixture.ipv4;
import static io.fairlead.dns.zone.CatalogFixture.many;
import static io.fairlead.dns.zone.CatalogFixture.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.fairlead.dns.DnsSettingsFixture;
import io.fairlead.dns.RunningDns;
import io.fairlead.dns.zone.CatalogFixture;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;

/**
 * Spoiled packets, 200,000 and more: nothing breaks, nothing is kept, and whoever asks rightly in
 * between is answered rightly. {@code -Dfairlead.fuzz.packets=N} makes it longer, {@code
 * -Dfairlead.seed=N} repeats it.
 */
class FuzzTest {
  private static final int DATAGRAMS = Integer.getInteger("fairlead.fuzz.packets", 200_000);
  private static final int FRAMES = DATAGRAMS / 20;
  private static final long SEED = Long.getLong("fairlead.seed", System.currentTimeMillis());

  /** As many as the server's socket holds while it is not scheduled. */
  private static final int WINDOW = 200;

  private static final int CONNECTION_WINDOW = 50;
  private static final int WARM_UP = 20_000;
  private static final List<String> NAMES =
      List.of(
          "web.prod.local",
          "i-1.web.prod.local",
          "alias.prod.local",
          "round.prod.local",
          "told.prod.local",
          "t.told.prod.local",
          "one.prod.local",
          "nobody.prod.local",
          "prod.local",
          "ns1.prod.local",
          "registry.test",
          "data-10.0.0.1",
          "1.0.0.10.in-addr.arpa",
          "example.com");

  private final Mutations mutations = new Mutations(SEED, NAMES);
  private final Random random = new Random(SEED);
  private RunningDns dns;

  @BeforeEach
  void start() {
    System.out.println("[fuzz] -Dfairlead.seed=" + SEED);
    dns =
        RunningDns.of(
            new CatalogFixture()
                .namespace("prod.local")
                .service("web", MULTIVALUE, List.of(A, AAAA, SRV), many(40))
                .service("one", WEIGHTED, List.of(A), many(5))
                .service("alias", WEIGHTED, List.of(CNAME), cname("c", "web.prod.local"))
                .service("round", WEIGHTED, List.of(CNAME), cname("c", "round.prod.local"))
                .service(
                    "told",
                    MULTIVALUE,
                    List.of(A),
                    with(ipv4("t", "10.0.0.99", 80), Map.of("k", "x".repeat(900)))),
            new DnsSettingsFixture()
                .tcp(Duration.ofSeconds(60), Duration.ofSeconds(1), 2 * CONNECTION_WINDOW, 1000));
  }

  @AfterEach
  void stop() {
    dns.close();
  }

  @Test
  void spoiledDatagramsHarmNobody() throws IOException {
    try (var stranger = DatagramChannel.open();
        var asker = new DatagramSocket()) {
      stranger.connect(new InetSocketAddress(dns.host, dns.port)).configureBlocking(false);
      asker.setSoTimeout(2000);
      sendDatagrams(WARM_UP, stranger, asker);
      var before = Memory.now();
      double judgedBefore = judged();

      int responses = sendDatagrams(DATAGRAMS, stranger, asker);

      before.assertNotGrownUntil(Memory.now());
      // Really read, not only sent: windows fit into the socket's buffer.
      assertThat(judged() - judgedBefore).isGreaterThan(DATAGRAMS * 0.99);
      assertThat(responses).isGreaterThan(DATAGRAMS / 10);
    }
    assertNothingFailed();
  }

  /** How many responses came back; with this buffer size, not all of them. */
  private int sendDatagrams(int count, DatagramChannel stranger, DatagramSocket asker)
      throws IOException {
    int responses = 0;
    for (int sent = 0; sent < count; sent++) {
      stranger.write(ByteBuffer.wrap(mutations.next()));
      if (sent % WINDOW == WINDOW - 1) {
        assertAnswered(asker, sent / WINDOW & 0xff);
        responses += readResponses(stranger);
      }
    }
    return responses;
  }

  /** Whatever was asked, what comes back is a sound response, as another library reads it. */
  private int readResponses(DatagramChannel stranger) throws IOException {
    int responses = 0;
    var response = ByteBuffer.allocate(4096);
    while (stranger.read(response) > 0) {
      byte[] bytes = Arrays.copyOf(response.array(), response.position());
      assertThatCode(() -> assertThat(new Message(bytes).getHeader().getFlag(Flags.QR)).isTrue())
          .as("seed %d: %s", SEED, HexFormat.of().formatHex(bytes))
          .doesNotThrowAnyException();
      response.clear();
      responses++;
    }
    return responses;
  }

  /** By UDP, which may lose a packet when all of this competes for a processor: asked twice. */
  private void assertAnswered(DatagramSocket asker, int id) throws IOException {
    byte[] query = query(id, "web.prod.local", Messages.A);
    asker.send(Messages.to(dns, query));
    try {
      assertRight(Messages.receive(asker), id);
    } catch (SocketTimeoutException lost) {
      asker.send(Messages.to(dns, query));
      assertRight(Messages.receive(asker), id);
    }
  }

  private static void assertRight(byte[] response, int id) {
    assertThat(Messages.id(response)).as("seed %d", SEED).isEqualTo(id);
    assertThat(Messages.rcode(response)).as("seed %d", SEED).isEqualTo(Messages.NOERROR);
    assertThat(Messages.answers(response)).as("seed %d", SEED).isEqualTo(8);
  }

  @Test
  void spoiledFramesHarmNobody() throws IOException {
    sendFrames(FRAMES / 10);
    var before = Memory.now();

    sendFrames(FRAMES);

    Awaitility.await().until(() -> connections() == 0);
    before.assertNotGrownUntil(Memory.now());
    assertNothingFailed();
  }

  private void sendFrames(int count) throws IOException {
    for (int sent = 0; sent < count; ) {
      try (var socket = connect(dns)) {
        sent += spoil(socket, 1 + random.nextInt(20));
      }
      if (random.nextInt(CONNECTION_WINDOW) == 0) {
        try (var socket = connect(dns)) {
          socket.getOutputStream().write(framed(query(7, "web.prod.local", Messages.A)));
          assertRight(read(socket), 7);
        }
      }
    }
  }

  /** Writes frames whole or in pieces, reads some of what comes back, or nothing. */
  private int spoil(Socket socket, int frames) throws IOException {
    int sent = 0;
    try {
      for (; sent < frames; sent++) {
        byte[] frame = mutations.nextFrame();
        int split = random.nextInt(frame.length + 1);
        socket.getOutputStream().write(frame, 0, split);
        socket.getOutputStream().write(frame, split, frame.length - split);
      }
      if (random.nextInt(4) == 0) {
        socket.shutdownOutput();
        socket.getInputStream().skip(random.nextInt(2000));
      }
    } catch (SocketException closed) {
      // The server does not go on after what is no query.
    }
    return sent + 1;
  }

  /** An exception inside comes out as SERVFAIL. */
  private void assertNothingFailed() {
    double failed =
        dns
            .meters
            .get("mesh_dns_queries_total")
            .tag("rcode", "SERVFAIL")
            .functionCounters()
            .stream()
            .mapToDouble(counter -> counter.count())
            .sum();
    assertThat(failed).as("SERVFAILs, seed %d", SEED).isZero();
  }

  private double connections() {
    return dns.meters.get("mesh_dns_tcp_connections").gauge().value();
  }

  /** Answered or ignored. */
  private double judged() {
    return dns.meters.get("mesh_dns_queries_total").functionCounters().stream()
            .mapToDouble(counter -> counter.count())
            .sum()
        + dns.meters.get("mesh_dns_ignored_total").counter().count();
  }
}
