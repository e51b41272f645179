package io.fairlead.nameserver.forward;

import static io.fairlead.nameserver.forward.Records.address;
import static io.fairlead.nameserver.forward.Records.record;
import static io.fairlead.nameserver.forward.Records.soa;
import static io.fairlead.nameserver.forward.Records.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Real sockets to upstreams that lie, stall and die; dnsjava reads and writes every message. */
class ForwardingTest {
  private static final String NAME = "www.example.";
  private static final Record ANSWER = address(NAME, 300, "192.0.2.1");

  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    for (var each : opened) {
      each.close();
    }
  }

  private <T extends AutoCloseable> T stopped(T started) {
    opened.add(started);
    return started;
  }

  private Asker forwarding(FakeUpstream upstream, String... flags) {
    var all = new ArrayList<>(List.of(flags));
    all.add("--upstreams=" + upstream.address());
    return stopped(Asker.with(all.toArray(String[]::new)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void answersComeFromTheUpstreamOnceAndThenFromMemory(boolean nativeTransport) throws Exception {
    var upstream = stopped(FakeUpstream.saying(ANSWER));
    String flag = "--upstreams=" + upstream.address();
    var asker = stopped(nativeTransport ? Asker.with(flag) : Asker.withoutNativeTransport(flag));

    for (int i = 0; i < 3; i++) {
      var response = asker.ask(NAME, Type.A);
      assertThat(response.getRcode()).isEqualTo(Rcode.NOERROR);
      assertThat(response.getSection(Section.ANSWER)).containsExactly(ANSWER);
    }
    assertThat(upstream.asked).hasSize(1);
    assertThat(asker.count("answered")).isEqualTo(1);
    assertThat(asker.count("hit")).isEqualTo(2);
    assertThat(asker.gauge("mesh_dns_forward_cache_entries")).isEqualTo(1);
    assertThat(asker.gauge("mesh_dns_forward_cache_bytes")).isPositive();
    assertThat(asker.gauge("mesh_dns_forward_waiting")).isZero();
  }

  @Test
  void theUpstreamIsAskedForOurselves() throws Exception {
    var upstream = stopped(FakeUpstream.saying(ANSWER));
    var asker = forwarding(upstream);
    var query = Asker.query("WWW.eXample.", Type.A);
    query.getHeader().setFlag(Flags.CD);
    query.addRecord(new OPTRecord(4096, 0, 0, 0x8000), Section.ADDITIONAL);

    asker.ask(query);

    var sent = upstream.asked.get(0);
    assertThat(sent.getHeader().getFlag(Flags.RD)).isTrue();
    assertThat(sent.getHeader().getFlag(Flags.CD)).isTrue();
    assertThat(sent.getOPT().getPayloadSize()).isEqualTo(1232);
    assertThat(sent.getOPT().getFlags()).isEqualTo(0x8000);
    assertThat(sent.getQuestion().getName()).isEqualTo(Name.fromString(NAME));
  }

  @Test
  void idsAndPortsCannotBeForeseen() throws Exception {
    var upstream = stopped(FakeUpstream.saying());
    var asker = forwarding(upstream);
    for (int i = 0; i < 40; i++) {
      asker.ask("n" + i + ".example.", Type.A);
    }
    assertThat(upstream.asked.stream().map(m -> m.getHeader().getID()).distinct().count())
        .isGreaterThan(35);
    assertThat(upstream.askers.stream().map(InetSocketAddress::getPort).distinct().count())
        .isGreaterThan(35);
  }

  @Test
  void everyTypePasses() throws Exception {
    var records =
        List.of(
            record(NAME, Type.TXT, 60, "\"some\" \"text\""),
            record(NAME, Type.MX, 60, "10 mail.example."),
            record(NAME, Type.HTTPS, 60, "1 . alpn=h2 ipv4hint=192.0.2.1"),
            record(NAME, Type.CAA, 60, "0 issue \"ca.example\""),
            record(NAME, 65400, 60, "\\# 4 0a0b0c0d"));
    for (var one : records) {
      var upstream = stopped(FakeUpstream.saying(one));
      var asker = forwarding(upstream);
      for (int i = 0; i < 2; i++) {
        assertThat(asker.ask(NAME, one.getType()).getSection(Section.ANSWER)).containsExactly(one);
      }
      assertThat(upstream.asked).hasSize(1);
    }
  }

  @Test
  void whatIsCutIsAskedForByTcpAndCutAgainForWhoTakesLess() throws Exception {
    var texts = texts(NAME, 40);
    FakeUpstream.Script script =
        (query, byTcp, asker) -> {
          var response = FakeUpstream.response(query, byTcp ? texts : new Record[0]);
          if (!byTcp) {
            response.getHeader().setFlag(Flags.TC);
          }
          return List.of(response.toWire());
        };
    var upstream = stopped(new FakeUpstream(script));
    var asker = forwarding(upstream);

    var cut = asker.ask(NAME, Type.TXT);
    assertThat(cut.getHeader().getFlag(Flags.TC)).isTrue();
    assertThat(cut.getSection(Section.ANSWER)).isEmpty();
    byte[] whole =
        asker.ask(Asker.query(NAME, Type.TXT).toWire(), 0, 65_535).get(20, TimeUnit.SECONDS);
    assertThat(new Message(whole).getSection(Section.ANSWER)).containsExactlyInAnyOrder(texts);
    assertThat(upstream.asked).hasSize(2);
  }

  @Test
  void aResponseByTcpThatIsTooLongIsNone() throws Exception {
    var upstream =
        stopped(
            new FakeUpstream(
                (query, byTcp, asker) -> {
                  var response = FakeUpstream.response(query, texts(NAME, byTcp ? 40 : 0));
                  response.getHeader().setFlag(Flags.TC);
                  if (byTcp) {
                    response.getHeader().unsetFlag(Flags.TC);
                  }
                  return List.of(response.toWire());
                }));
    var asker = forwarding(upstream, "--responseBytesMax=4096", "--tries=1");
    assertThat(asker.ask(NAME, Type.TXT).getRcode()).isEqualTo(Rcode.SERVFAIL);
  }

  @ParameterizedTest
  @ValueSource(ints = {Rcode.SERVFAIL, Rcode.REFUSED, Rcode.FORMERR, Rcode.NOTIMP})
  void whoSaysThatSomethingIsWrongIsFollowedByTheNext(int code) throws Exception {
    var bad = stopped(FakeUpstream.coded(code));
    var good = stopped(FakeUpstream.saying(ANSWER));
    var asker =
        stopped(Asker.with("--upstreams=" + bad.address() + "," + good.address(), "--timeout=10s"));
    assertThat(asker.ask(NAME, Type.A).getSection(Section.ANSWER)).containsExactly(ANSWER);
    assertThat(bad.asked).hasSize(1);
    assertThat(asker.isHealthy(bad)).isTrue();
  }

  @Test
  void whenAllSayThatSomethingIsWrongItIsServfailForAMoment() throws Exception {
    var upstream = stopped(FakeUpstream.coded(Rcode.REFUSED));
    var asker = forwarding(upstream);
    for (int i = 0; i < 3; i++) {
      assertThat(asker.ask(NAME, Type.A).getRcode()).isEqualTo(Rcode.SERVFAIL);
    }
    assertThat(upstream.asked).hasSize(1);
    assertThat(asker.count("failed")).isEqualTo(3);
    upstream.says((q, byTcp, a) -> List.of(FakeUpstream.response(q, ANSWER).toWire()));
    asker.pass(1);
    assertThat(asker.ask(NAME, Type.A).getSection(Section.ANSWER)).containsExactly(ANSWER);
  }

  @Test
  void theDeadAreFollowedByTheNextAndPutAsideUntilAProbeIsAnswered() throws Exception {
    var first = stopped(FakeUpstream.silent());
    var second = stopped(FakeUpstream.saying(ANSWER));
    var asker =
        stopped(
            Asker.with(
                "--upstreams=" + first.address() + "," + second.address(),
                "--timeout=100ms",
                "--failures=2",
                "--asideFor=10s"));
    for (int i = 0; i < 5; i++) {
      assertThat(asker.ask("n" + i + ".example.", Type.A).getRcode()).isEqualTo(Rcode.NOERROR);
    }
    assertThat(first.asked).hasSize(2);
    assertThat(second.asked).hasSize(5);
    assertThat(asker.isHealthy(first)).isFalse();
    assertThat(asker.isHealthy(second)).isTrue();

    first.says((q, byTcp, a) -> List.of(FakeUpstream.response(q, ANSWER).toWire()));
    asker.pass(11);
    asker.ask("probed.example.", Type.A);
    Awaitility.await().until(() -> asker.isHealthy(first));
    assertThat(first.asked).hasSize(3);
    asker.ask("after.example.", Type.A);
    assertThat(first.asked).hasSize(4);
  }

  @Test
  void whenAllAreAsideTheyAreAskedAllTheSame() throws Exception {
    var upstream = stopped(FakeUpstream.silent());
    var asker = forwarding(upstream, "--timeout=50ms", "--failures=1", "--tries=1");
    assertThat(asker.ask(NAME, Type.A).getRcode()).isEqualTo(Rcode.SERVFAIL);
    assertThat(asker.isHealthy(upstream)).isFalse();

    upstream.says((q, byTcp, a) -> List.of(FakeUpstream.response(q, ANSWER).toWire()));
    assertThat(asker.ask("other.example.", Type.A).getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(asker.isHealthy(upstream)).isTrue();
  }

  /** With a minute to wait, only the kernel's word that nobody is there helps in time. */
  @Test
  void aClosedPortIsNotWaitedFor() throws Exception {
    var gone = FakeUpstream.silent();
    gone.close();
    var good = stopped(FakeUpstream.saying(ANSWER));
    var asker =
        stopped(
            Asker.with("--upstreams=" + gone.address() + "," + good.address(), "--timeout=60s"));
    assertThat(asker.ask(NAME, Type.A).getSection(Section.ANSWER)).containsExactly(ANSWER);
  }

  @Test
  void aReplyThatIsLateStillCounts() throws Exception {
    var release = new CountDownLatch(1);
    var late =
        stopped(
            new FakeUpstream(
                (query, byTcp, asker) -> {
                  await(release);
                  return List.of(FakeUpstream.response(query, ANSWER).toWire());
                }));
    var silent =
        stopped(
            new FakeUpstream(
                (query, byTcp, asker) -> {
                  release.countDown();
                  return List.of();
                }));
    var asker =
        stopped(
            Asker.with(
                "--upstreams=" + late.address() + "," + silent.address(),
                "--timeout=2s",
                "--tries=2"));
    assertThat(asker.ask(NAME, Type.A).getSection(Section.ANSWER)).containsExactly(ANSWER);
    assertThat(silent.asked).hasSize(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void liesAreIgnoredAndDoNotEndTheWait() throws Exception {
    var truth = address(NAME, 300, "192.0.2.1");
    var lie = address(NAME, 300, "203.0.113.66");
    var upstream =
        stopped(
            new FakeUpstream(
                (query, byTcp, asker) -> {
                  byte[] wrongId = FakeUpstream.response(query, lie).toWire();
                  wrongId[0] ^= 1;
                  var wrongName = Asker.query("other.example.", Type.A);
                  wrongName.getHeader().setID(query.getHeader().getID());
                  byte[] noResponse = FakeUpstream.response(query, lie).toWire();
                  noResponse[2] &= 0x7f;
                  byte[] wrongType = FakeUpstream.response(query, lie).toWire();
                  wrongType[12 + Name.fromString(NAME).length() + 1] = (byte) Type.AAAA;
                  sendFromElsewhere(FakeUpstream.response(query, lie).toWire(), asker);
                  return List.of(
                      new byte[] {1, 2, 3},
                      wrongId,
                      FakeUpstream.response(wrongName, lie).toWire(),
                      noResponse,
                      wrongType,
                      FakeUpstream.response(query, truth).toWire());
                }));
    var asker = forwarding(upstream, "--timeout=10s", "--tries=1");
    assertThat(asker.ask(NAME, Type.A).getSection(Section.ANSWER)).containsExactly(truth);
    assertThat(asker.meters.get("mesh_dns_forward_ignored_total").counter().count()).isEqualTo(5);
  }

  private static void sendFromElsewhere(byte[] message, InetSocketAddress to) throws IOException {
    try (var socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(message, message.length, to));
    }
  }

  @Test
  void garbageBehindARightQuestionIsFollowedByTheNext() throws Exception {
    var bad =
        stopped(
            new FakeUpstream(
                (query, byTcp, asker) -> {
                  byte[] whole = FakeUpstream.response(query, ANSWER).toWire();
                  return List.of(Arrays.copyOf(whole, whole.length - 2));
                }));
    var good = stopped(FakeUpstream.saying(ANSWER));
    var asker =
        stopped(Asker.with("--upstreams=" + bad.address() + "," + good.address(), "--timeout=10s"));
    assertThat(asker.ask(NAME, Type.A).getSection(Section.ANSWER)).containsExactly(ANSWER);
  }

  @Test
  void theSameQuestionIsAskedOnceForAskersOnAllLoops() throws Exception {
    var release = new CountDownLatch(1);
    var upstream =
        stopped(
            new FakeUpstream(
                (query, byTcp, asker) -> {
                  await(release);
                  return List.of(FakeUpstream.response(query, ANSWER).toWire());
                }));
    var asker = forwarding(upstream, "--timeout=20s");
    List<CompletableFuture<byte[]>> responses = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      var query = Asker.query(i % 2 == 0 ? NAME : "WwW.eXaMpLe.", Type.A);
      query.getHeader().setID(i);
      responses.add(asker.ask(query.toWire(), i % 2, 512));
    }
    Awaitility.await().until(() -> asker.count("coalesced") == 9);
    assertThat(asker.gauge("mesh_dns_forward_waiting")).isEqualTo(10);
    release.countDown();

    for (int i = 0; i < 10; i++) {
      byte[] bytes = responses.get(i).get(20, TimeUnit.SECONDS);
      var response = new Message(bytes);
      assertThat(response.getHeader().getID()).isEqualTo(i);
      assertThat((char) bytes[13]).isEqualTo(i % 2 == 0 ? 'w' : 'W');
      assertThat(response.getSection(Section.ANSWER)).containsExactly(ANSWER);
    }
    assertThat(upstream.asked).hasSize(1);
    assertThat(asker.gauge("mesh_dns_forward_waiting")).isZero();
  }

  @Test
  void whoWantsSignaturesIsAskedForApart() throws Exception {
    var upstream = stopped(FakeUpstream.saying(ANSWER));
    var asker = forwarding(upstream);
    var signed = Asker.query(NAME, Type.A);
    signed.addRecord(new OPTRecord(1232, 0, 0, 0x8000), Section.ADDITIONAL);
    var unchecked = Asker.query(NAME, Type.A);
    unchecked.getHeader().setFlag(Flags.CD);
    for (int i = 0; i < 2; i++) {
      asker.ask(NAME, Type.A);
      asker.ask(signed);
      asker.ask(unchecked);
    }
    assertThat(upstream.asked).hasSize(3);
  }

  @Test
  void moreAskersThanMayWaitAreTurnedAway() throws Exception {
    var upstream = stopped(FakeUpstream.silent());
    var asker = forwarding(upstream, "--pendingMax=2", "--timeout=20s");
    var a = asker.ask(Asker.query("a.example.", Type.A).toWire(), 0, 512);
    var b = asker.ask(Asker.query("b.example.", Type.A).toWire(), 1, 512);
    Awaitility.await().until(() -> upstream.asked.size() == 2);
    assertThat(asker.ask("c.example.", Type.A).getRcode()).isEqualTo(Rcode.SERVFAIL);
    assertThat(asker.count("shed")).isEqualTo(1);
    assertThat(List.of(a, b)).noneMatch(CompletableFuture::isDone);
  }

  @Test
  void theLongestZoneDecides() throws Exception {
    var general = stopped(FakeUpstream.saying(address(NAME, 60, "192.0.2.1")));
    var corp = stopped(FakeUpstream.saying(address(NAME, 60, "192.0.2.2")));
    var lab = stopped(FakeUpstream.saying(address(NAME, 60, "192.0.2.3")));
    var asker =
        stopped(
            Asker.with(
                "--upstreams=" + general.address(),
                "--zones={\"Corp.example\":[\"%s\"],\"lab.corp.example.\":[\"%s\"]}"
                    .formatted(corp.address(), lab.address())));
    asker.ask("example.", Type.A);
    asker.ask("notcorp.example.", Type.A);
    asker.ask("corp.example.", Type.A);
    asker.ask("a.b.CORP.example.", Type.A);
    asker.ask("x.lab.corp.example.", Type.A);
    assertThat(general.asked).hasSize(2);
    assertThat(corp.asked).hasSize(2);
    assertThat(lab.asked).hasSize(1);
  }

  @Test
  void namesOfNoZoneAreRefusedWhenThereIsNoGeneralUpstream() throws Exception {
    var corp = stopped(FakeUpstream.saying(ANSWER));
    var asker = stopped(Asker.with("--zones={\"corp.example\":[\"" + corp.address() + "\"]}"));
    assertThat(asker.ask("x.corp.example.", Type.A).getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(asker.ask("other.example.", Type.A).getRcode()).isEqualTo(Rcode.REFUSED);
    assertThat(asker.count("refused")).isEqualTo(1);
  }

  @Test
  void ttlsCountDownAndThenTheUpstreamIsAskedAgain() throws Exception {
    var upstream = stopped(FakeUpstream.saying(address(NAME, 60, "192.0.2.1")));
    var asker = forwarding(upstream);
    assertThat(ttl(asker.ask(NAME, Type.A))).isEqualTo(60);
    asker.pass(45);
    assertThat(ttl(asker.ask(NAME, Type.A))).isEqualTo(15);
    asker.pass(15);
    assertThat(ttl(asker.ask(NAME, Type.A))).isEqualTo(60);
    assertThat(upstream.asked).hasSize(2);
  }

  private static long ttl(Message response) {
    return response.getSection(Section.ANSWER).get(0).getTTL();
  }

  @Test
  void whatDoesNotExistIsKeptAsLongAsTheZoneSays() throws Exception {
    var upstream =
        stopped(
            new FakeUpstream(
                (query, byTcp, asker) -> {
                  var response = FakeUpstream.response(query);
                  response.getHeader().setRcode(Rcode.NXDOMAIN);
                  response.addRecord(soa("example.", 3600, 20), Section.AUTHORITY);
                  return List.of(response.toWire());
                }));
    var asker = forwarding(upstream);
    asker.ask(NAME, Type.A);
    asker.pass(19);
    var kept = asker.ask(NAME, Type.A);
    assertThat(kept.getRcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(kept.getSection(Section.AUTHORITY).get(0).getTTL()).isEqualTo(1);
    assertThat(upstream.asked).hasSize(1);
    asker.pass(1);
    asker.ask(NAME, Type.A);
    assertThat(upstream.asked).hasSize(2);
  }

  @Test
  void answersThatRanOutAreGivenWhileNoUpstreamAnswers() throws Exception {
    var upstream = stopped(FakeUpstream.saying(address(NAME, 60, "192.0.2.1")));
    var asker = forwarding(upstream, "--cache.serveStale=1h", "--timeout=50ms", "--failures=1000");
    asker.ask(NAME, Type.A);
    upstream.says((query, byTcp, from) -> List.of());
    asker.pass(61);

    assertThat(ttl(asker.ask(NAME, Type.A))).isEqualTo(Answer.STALE_TTL);
    int asked = upstream.asked.size();
    assertThat(ttl(asker.ask(NAME, Type.A))).isEqualTo(Answer.STALE_TTL);
    assertThat(upstream.asked).as("not asked again at once").hasSize(asked);
    assertThat(asker.count("stale")).isEqualTo(2);

    upstream.says((q, b, a) -> List.of(FakeUpstream.response(q, ANSWER).toWire()));
    asker.pass(1);
    assertThat(ttl(asker.ask(NAME, Type.A))).isEqualTo(300);

    upstream.says((query, byTcp, from) -> List.of());
    asker.pass(300 + 3600);
    assertThat(asker.ask(NAME, Type.A).getRcode()).isEqualTo(Rcode.SERVFAIL);
  }

  @Test
  void withoutServeStaleNothingIsGivenThatRanOut() throws Exception {
    var upstream = stopped(FakeUpstream.saying(address(NAME, 60, "192.0.2.1")));
    var asker = forwarding(upstream, "--timeout=50ms", "--tries=1");
    asker.ask(NAME, Type.A);
    upstream.says((query, byTcp, from) -> List.of());
    asker.pass(60);
    assertThat(asker.ask(NAME, Type.A).getRcode()).isEqualTo(Rcode.SERVFAIL);
  }

  @Test
  void aQuestionThatComesBackFromTheUpstreamIsALoop() throws Exception {
    var upstream = stopped(FakeUpstream.silent());
    var asker = stopped(Asker.guarded("--upstreams=" + upstream.address(), "--timeout=20s"));
    byte[] query = Asker.query(NAME, Type.A).toWire();
    var first = asker.ask(query, 0, 512, new InetSocketAddress("192.0.2.9", 999));
    Awaitility.await().until(() -> upstream.asked.size() == 1);

    var back =
        asker.ask(query, 1, 512, new InetSocketAddress(InetAddress.getLoopbackAddress(), 999));
    assertThat(new Message(back.get(10, TimeUnit.SECONDS)).getRcode()).isEqualTo(Rcode.SERVFAIL);
    assertThat(asker.count("loop")).isEqualTo(1);
    var other = asker.ask(query, 1, 512, new InetSocketAddress("192.0.2.10", 999));
    Awaitility.await().until(() -> asker.count("coalesced") == 1);
    assertThat(List.of(first, other)).noneMatch(CompletableFuture::isDone);
  }

  @Test
  void closingAnswersWhoWaits() throws Exception {
    var upstream = stopped(FakeUpstream.silent());
    var asker = forwarding(upstream, "--timeout=20s");
    var waiting = asker.ask(Asker.query(NAME, Type.A).toWire(), 0, 512);
    Awaitility.await().until(() -> upstream.asked.size() == 1);
    asker.closeForwarder(0);
    assertThat(new Message(waiting.get(10, TimeUnit.SECONDS)).getRcode()).isEqualTo(Rcode.SERVFAIL);
    assertThat(asker.ask("other.example.", Type.A).getRcode()).isEqualTo(Rcode.SERVFAIL);
    assertThat(upstream.asked).hasSize(1);
  }
}
