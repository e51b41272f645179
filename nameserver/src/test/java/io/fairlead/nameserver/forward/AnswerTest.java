package io.fairlead.nameserver.forward;

import static io.fairlead.nameserver.forward.Records.address;
import static io.fairlead.nameserver.forward.Records.record;
import static io.fairlead.nameserver.forward.Records.soa;
import static io.fairlead.nameserver.forward.Records.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.fairlead.nameserver.message.Query;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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

/** From an upstream's bytes to an asker's; dnsjava is the judge of both. */
class AnswerTest {
  private static final String NAME = "www.example.";
  private static final Record ANSWER = address(NAME, 300, "192.0.2.1");
  private static final long NOW = 5_000_000_000L;

  private static ForwardCacheSettings cache(String... flags) {
    return Asker.settings(Arrays.stream(flags).map(f -> "--cache." + f).toArray(String[]::new))
        .cache();
  }

  private static Asked asked(Message query, int limit) {
    byte[] wire = query.toWire();
    var read = new Query();
    read.read(wire, wire.length);
    return new Asked(read, limit, 1232);
  }

  private static Answer answer(Asked asked, byte[] reply, ForwardCacheSettings settings) {
    return Answer.of(Reply.read(reply, asked.question()), settings, NOW);
  }

  private static Message response(Message query, Message reply, int limit) throws IOException {
    var asked = asked(query, limit);
    return new Message(answer(asked, reply.toWire(), cache()).response(asked, NOW));
  }

  private static Message query(boolean edns, boolean dnssecOk) {
    var query = Asker.query("wWw.Example.", Type.A);
    if (edns) {
      query.addRecord(new OPTRecord(4096, 0, 0, dnssecOk ? 0x8000 : 0), Section.ADDITIONAL);
    }
    return query;
  }

  private static Message reply(Record... answers) {
    return FakeUpstream.response(Asker.query(NAME, Type.A), answers);
  }

  private static long seconds(long count) {
    return NOW + TimeUnit.SECONDS.toNanos(count);
  }

  @Test
  void headerAndQuestionAreTheAskersAndAllElseTheUpstreams() throws IOException {
    var query = query(false, false);
    query.getHeader().setFlag(Flags.CD);
    var reply = reply(record(NAME, Type.CNAME, 60, "a.www.example."));
    reply.addRecord(address("a.www.example.", 90, "192.0.2.7"), Section.ANSWER);
    reply.addRecord(record("example.", Type.NS, 60, "ns.example."), Section.AUTHORITY);
    reply.addRecord(address("ns.example.", 60, "192.0.2.8"), Section.ADDITIONAL);
    reply.getHeader().setFlag(Flags.AA);

    var asked = asked(query, 512);
    byte[] bytes = answer(asked, reply.toWire(), cache()).response(asked, NOW);

    var response = new Message(bytes);
    assertThat(response.getHeader().getID()).isEqualTo(query.getHeader().getID());
    assertThat(response.getHeader().getFlag(Flags.QR)).isTrue();
    assertThat(response.getHeader().getFlag(Flags.AA)).isFalse();
    assertThat(response.getHeader().getFlag(Flags.RD)).isTrue();
    assertThat(response.getHeader().getFlag(Flags.RA)).isTrue();
    assertThat(response.getHeader().getFlag(Flags.CD)).isTrue();
    assertThat(response.getHeader().getFlag(Flags.TC)).isFalse();
    assertThat(Arrays.copyOfRange(bytes, 12, 29))
        .isEqualTo(Arrays.copyOfRange(query.toWire(), 12, 29));
    for (int section : new int[] {Section.ANSWER, Section.AUTHORITY, Section.ADDITIONAL}) {
      assertThat(response.getSection(section)).isEqualTo(reply.getSection(section));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theUpstreamsOptRecordIsReplacedByOurs(boolean edns) throws IOException {
    var reply = reply(ANSWER);
    reply.addRecord(address("ns.example.", 60, "192.0.2.8"), Section.ADDITIONAL);
    reply.addRecord(new OPTRecord(4000, 0, 0, 0), Section.ADDITIONAL);

    var response = response(query(edns, true), reply, 512);

    assertThat(response.getSection(Section.ANSWER)).containsExactly(ANSWER);
    if (edns) {
      assertThat(response.getOPT().getPayloadSize()).isEqualTo(1232);
      assertThat(response.getOPT().getFlags()).isEqualTo(0x8000);
    } else {
      assertThat(response.getOPT()).isNull();
    }
    assertThat(response.getSection(Section.ADDITIONAL)).hasSize(edns ? 2 : 1);
  }

  @Test
  void whatFollowsTheOptRecordIsLeftOut() throws IOException {
    var reply = reply(ANSWER);
    reply.addRecord(address("ns.example.", 60, "192.0.2.8"), Section.ADDITIONAL);
    reply.addRecord(new OPTRecord(4000, 0, 0, 0), Section.ADDITIONAL);
    reply.addRecord(address("other.example.", 60, "192.0.2.9"), Section.ADDITIONAL);

    var response = response(query(true, false), reply, 512);

    assertThat(response.getSection(Section.ANSWER)).containsExactly(ANSWER);
    assertThat(response.getSection(Section.ADDITIONAL)).hasSize(2);
    assertThat(response.getSection(Section.ADDITIONAL).get(0).getName())
        .isEqualTo(Name.fromString("ns.example."));
  }

  @Test
  void authenticDataIsToldToThoseWhoAskForIt() throws IOException {
    var reply = reply(ANSWER);
    reply.getHeader().setFlag(Flags.AD);
    var wanting = query(false, false);
    wanting.getHeader().setFlag(Flags.AD);
    assertThat(response(wanting, reply, 512).getHeader().getFlag(Flags.AD)).isTrue();
    assertThat(response(query(true, true), reply, 512).getHeader().getFlag(Flags.AD)).isTrue();
    assertThat(response(query(true, false), reply, 512).getHeader().getFlag(Flags.AD)).isFalse();
    assertThat(response(wanting, reply(ANSWER), 512).getHeader().getFlag(Flags.AD)).isFalse();
  }

  @Test
  void whatIsTooLongLosesItsAdditionalSectionAndThenAllRecords() throws IOException {
    var reply = reply(texts(NAME, 1));
    for (var text : texts("ns.example.", 3)) {
      reply.addRecord(text, Section.ADDITIONAL);
    }
    var shortened = response(query(true, false), reply, 512);
    assertThat(shortened.getHeader().getFlag(Flags.TC)).isFalse();
    assertThat(shortened.getSection(Section.ANSWER)).hasSize(1);
    assertThat(shortened.getSection(Section.ADDITIONAL)).hasSize(1);
    assertThat(shortened.getOPT()).isNotNull();

    var cut = response(query(true, false), reply(texts(NAME, 3)), 512);
    assertThat(cut.getHeader().getFlag(Flags.TC)).isTrue();
    assertThat(cut.getSection(Section.ANSWER)).isEmpty();
    assertThat(cut.getOPT()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aResponseIsNeverLongerThanItsLimit(boolean edns) throws IOException {
    var reply = reply(texts(NAME, 3));
    for (var text : texts("ns.example.", 1)) {
      reply.addRecord(text, Section.ADDITIONAL);
    }
    for (int limit = 512; limit < 1000; limit++) {
      var asked = asked(query(edns, false), limit);
      byte[] response = answer(asked, reply.toWire(), cache()).response(asked, NOW);
      assertThat(response.length).isLessThanOrEqualTo(limit);
      assertThatCode(() -> new Message(response)).doesNotThrowAnyException();
    }
  }

  @Test
  void aPositiveAnswerIsGoodForItsShortestTtl() throws IOException {
    var asked = asked(query(false, false), 512);
    var reply = reply(ANSWER, address(NAME, 20, "192.0.2.2"));
    var answer = answer(asked, reply.toWire(), cache());
    assertThat(answer.isFresh(seconds(20) - 1)).isTrue();
    assertThat(answer.isFresh(seconds(20))).isFalse();
    var late = new Message(answer.response(asked, seconds(19))).getSection(Section.ANSWER);
    assertThat(late).extracting(Record::getTTL).containsExactly(281L, 1L);
  }

  @Test
  void ttlsAreHeldWithinTheirBounds() throws IOException {
    var asked = asked(query(false, false), 512);
    var reply = reply(address(NAME, 5, "192.0.2.1"), address(NAME, 90_000, "192.0.2.2"));
    var answer = answer(asked, reply.toWire(), cache("ttlMin=30s", "ttlMax=1h"));
    assertThat(new Message(answer.response(asked, NOW)).getSection(Section.ANSWER))
        .extracting(Record::getTTL)
        .containsExactly(30L, 3600L);
    assertThat(answer.isFresh(seconds(30) - 1)).isTrue();
    assertThat(answer.isFresh(seconds(30))).isFalse();
  }

  @Test
  void aTtlWithItsHighestBitSetIsNone() {
    var asked = asked(query(false, false), 512);
    byte[] wire = reply(ANSWER).toWire();
    wire[12 + 17 + 2 + 4] = (byte) 0x80;
    assertThat(answer(asked, wire, cache()).isKept()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {Rcode.NXDOMAIN, Rcode.NOERROR})
  void aNegativeAnswerIsGoodForTheLesserOfTheSoasNumbers(int code) throws IOException {
    var asked = asked(query(false, false), 512);
    assertThat(goodFor(asked, negative(code, soa("example.", 3600, 40)), cache())).isEqualTo(40);
    assertThat(goodFor(asked, negative(code, soa("example.", 25, 40)), cache())).isEqualTo(25);
    assertThat(goodFor(asked, negative(code, soa("example.", 90, 90)), cache("negativeTtlMax=10s")))
        .isEqualTo(10);
    assertThat(answer(asked, negative(code).toWire(), cache()).isKept()).isFalse();
    var told = answer(asked, negative(code, soa("example.", 3600, 40)).toWire(), cache());
    assertThat(
            new Message(told.response(asked, seconds(30)))
                .getSection(Section.AUTHORITY)
                .get(0)
                .getTTL())
        .isEqualTo(10);
  }

  @Test
  void anAliasOfNothingIsNegative() {
    var asked = asked(query(false, false), 512);
    var reply = reply(record(NAME, Type.CNAME, 600, "a.example."));
    assertThat(answer(asked, reply.toWire(), cache()).isKept()).isFalse();
    reply.addRecord(soa("example.", 60, 30), Section.AUTHORITY);
    assertThat(goodFor(asked, reply, cache())).isEqualTo(30);
  }

  @Test
  void otherCodesAreNotKept() {
    var asked = asked(query(false, false), 512);
    var reply = reply(ANSWER);
    reply.getHeader().setRcode(Rcode.YXDOMAIN);
    assertThat(answer(asked, reply.toWire(), cache()).isKept()).isFalse();
  }

  @Test
  void whatRanOutIsUsableForSoLongAndSaysThirtySeconds() throws IOException {
    var asked = asked(query(true, false), 512);
    var answer = answer(asked, reply(ANSWER).toWire(), cache("serveStale=10s"));
    assertThat(answer.isUsable(seconds(310) - 1)).isTrue();
    assertThat(answer.isUsable(seconds(310))).isFalse();
    assertThat(
            new Message(answer.response(asked, seconds(305)))
                .getSection(Section.ANSWER)
                .get(0)
                .getTTL())
        .isEqualTo(30);
    assertThat(answer.isHeld(seconds(305))).isFalse();
    assertThat(answer.outlived(seconds(305)).isHeld(seconds(306) - 1)).isTrue();
    assertThat(answer.outlived(seconds(305)).isHeld(seconds(306))).isFalse();
  }

  @Test
  void noBytesMakeReadingFailOrAResponseLonger() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    var reply = reply(texts(NAME, 2));
    reply.addRecord(soa("example.", 60, 60), Section.AUTHORITY);
    reply.addRecord(new OPTRecord(4000, 0, 0, 0), Section.ADDITIONAL);
    byte[] sample = reply.toWire();
    var asked = asked(query(true, false), 600);
    int read = 0;
    for (int i = 0; i < 200_000; i++) {
      byte[] hostile = Arrays.copyOf(sample, 29 + random.nextInt(sample.length - 28));
      for (int j = random.nextInt(6); j > 0; j--) {
        int at = random.nextInt(hostile.length);
        hostile[at < 12 || at >= 29 ? at : 0] = (byte) random.nextInt();
      }
      var hostileReply = Reply.read(hostile, asked.question());
      if (hostileReply != null) {
        read++;
        byte[] response = Answer.of(hostileReply, cache(), NOW).response(asked, NOW);
        assertThat(response.length).as("seed %d", seed).isLessThanOrEqualTo(600);
      }
    }
    assertThat(read).isPositive();
  }

  /** A name that points to itself is stepped over like any other. */
  @Test
  void pointersAreNotFollowed() {
    var asked = asked(query(false, false), 512);
    byte[] wire = reply(ANSWER).toWire();
    wire[29] = (byte) 0xc0;
    wire[30] = 29;
    assertThat(Reply.read(wire, asked.question())).isNotNull();
  }

  private static Message negative(int code, Record... authority) {
    var reply = reply();
    reply.getHeader().setRcode(code);
    for (var each : authority) {
      reply.addRecord(each, Section.AUTHORITY);
    }
    return reply;
  }

  private static long goodFor(Asked asked, Message reply, ForwardCacheSettings settings) {
    var answer = answer(asked, reply.toWire(), settings);
    long good = 0;
    while (answer.isFresh(seconds(good))) {
      good++;
    }
    return good;
  }
}
