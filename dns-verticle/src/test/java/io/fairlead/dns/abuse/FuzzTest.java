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
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
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

  /** As many as the server's socket holds while it is not scheduled: none is lost. */
  private static final int WINDOW = 100;

  private static final long JUDGED_WITHIN_NANOS = Duration.ofSeconds(10).toNanos();

  private static final long POLL_NANOS = 20_000;
  private static final int VALID_ONE_IN = 50;
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
  private Collection<FunctionCounter> answered;
  private Counter ignored;

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
                .tcp(Duration.ofSeconds(60), Duration.ofSeconds(1), 5000, 5000));
    answered = dns.meters.get("mesh_dns_queries_total").functionCounters();
    ignored = dns.meters.get("mesh_dns_ignored_total").counter();
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
      asker.setSoTimeout(5000);
      sendDatagrams(WARM_UP, stranger, asker);
      var before = Memory.now();

      int responses = sendDatagrams(DATAGRAMS, stranger, asker);

      before.assertNotGrownUntil(Memory.now());
      assertThat(responses).isGreaterThan(DATAGRAMS / 10);
    }
    assertNothingFailed();
  }

  /** How many responses came back; with this buffer size, not all of them. */
  private int sendDatagrams(int count, DatagramChannel stranger, DatagramSocket asker)
      throws IOException {
    int responses = 0;
    for (int sent = 0; sent < count; sent += WINDOW) {
      long before = judged();
      for (int i = 0; i < WINDOW; i++) {
        stranger.write(ByteBuffer.wrap(mutations.next()));
      }
      awaitJudged(before + WINDOW);
      assertAnswered(asker, sent / WINDOW & 0xff);
      awaitJudged(before + WINDOW + 1);
      responses += readResponses(stranger);
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

  /** One that is neither answered nor ignored has been lost to an exception. */
  private void awaitJudged(long count) {
    long deadline = System.nanoTime() + JUDGED_WITHIN_NANOS;
    while (judged() < count && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(POLL_NANOS);
    }
    assertThat(judged()).as("seed %d: answered or ignored", SEED).isEqualTo(count);
  }

  private void assertAnswered(DatagramSocket asker, int id) throws IOException {
    asker.send(Messages.to(dns, query(id, "web.prod.local", Messages.A)));
    assertRight(Messages.receive(asker), id);
  }

  private static void assertRight(byte[] response, int id) {
    assertThat(Messages.id(response)).as("seed %d", SEED).isEqualTo(id);
    assertThat(Messages.rcode(response)).as("seed %d", SEED).isEqualTo(Messages.NOERROR);
    assertThat(Messages.answers(response)).as("seed %d", SEED).isEqualTo(8);
  }

  /** A read of nothing is no end, as it would be of a stream. */
  @Test
  void emptyDatagramsAreSkipped() throws IOException {
    try (var asker = new DatagramSocket()) {
      asker.setSoTimeout(5000);
      for (int id = 0; id < 200; id++) {
        for (int i = 0; i <= id % 5; i++) {
          asker.send(Messages.to(dns, new byte[0]));
        }
        assertAnswered(asker, id);
      }
      for (int id = 0; id < 50; id++) {
        asker.send(Messages.to(dns, new byte[0]));
        asker.send(Messages.to(dns, query(id, "web.prod.local", Messages.A)));
      }
      for (int id = 0; id < 50; id++) {
        assertRight(Messages.receive(asker), id);
      }
    }
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
      if (random.nextInt(VALID_ONE_IN) == 0) {
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

  /** An exception inside comes out as SERVFAIL, or not at all. */
  private void assertNothingFailed() {
    assertThat(dns.failures).as("seed %d", SEED).isEmpty();
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

  private long judged() {
    double judged = ignored.count();
    for (var counter : answered) {
      judged += counter.count();
    }
    return Math.round(judged);
  }
}
