package io.fairlead.nameserver.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QueryTest {
  private static final int ID = 0xbeef;
  private static final int RECURSION_DESIRED = 0x0100;

  @Test
  void questionKeepsItsLetters() {
    var query = decode(Bytes.header(ID, RECURSION_DESIRED, 1, 0, 0, 0).question("Ab.Local", 33));

    assertThat(query.id()).isEqualTo(ID);
    assertThat(query.isRecursionDesired()).isTrue();
    assertThat(query.rejection()).isNull();
    assertThat(query.hasEdns()).isFalse();
    assertThat(query.name(0)).hasToString("Ab.Local.");
    assertThat(query.type()).isEqualTo(RecordTypes.SRV);
    assertThat(query.dnsClass()).isEqualTo(Query.IN);
  }

  @Test
  void ednsIsFoundBehindOtherRecords() {
    var message =
        Bytes.header(ID, 0, 1, 0, 0, 2)
            .question("a", 1)
            .int16(0xc00c, 16, 1, 0, 60, 2)
            .int8(1, 'x')
            .opt(4096, 0, 0x8000);

    var query = decode(message);
    assertThat(query.hasEdns()).isTrue();
    assertThat(query.isDnssecOk()).isTrue();
    assertThat(query.udpBytes(65_535)).isEqualTo(4096);
  }

  @Test
  void responsesAndFragmentsOfHeadersAreIgnored() {
    byte[] query = Bytes.header(ID, 0, 1, 0, 0, 0).question("a", 1).toBytes();
    assertThat(isRead(Arrays.copyOf(query, 11))).isFalse();
    query[2] = (byte) 0x80;
    assertThat(isRead(query)).isFalse();
    assertThat(isRead(new byte[0])).isFalse();
  }

  @Test
  void otherOpcodesAreNotImplemented() {
    for (int opcode = 1; opcode < 16; opcode++) {
      var query = decode(Bytes.header(ID, opcode << 11, 1, 0, 0, 0).question("a", 1));
      assertThat(query.rejection()).isEqualTo(ResponseCode.NOTIMP);
      assertThat(query.opcode()).isEqualTo(opcode);
    }
  }

  @Test
  void whoeverIsRejectedGetsAnOptRecordForTheirs() {
    var otherOpcode =
        decode(Bytes.header(ID, 15 << 11, 1, 0, 0, 1).question("a", 1).opt(512, 0, 0));
    assertThat(otherOpcode.rejection()).isEqualTo(ResponseCode.NOTIMP);
    assertThat(otherOpcode.hasEdns()).isTrue();
    var noQuestion = decode(Bytes.header(ID, 0, 0, 0, 0, 1).opt(512, 0, 0));
    assertThat(noQuestion.rejection()).isEqualTo(ResponseCode.FORMERR);
    assertThat(noQuestion.hasEdns()).isTrue();
    var unsound = decode(Bytes.header(ID, 0, 1, 0, 0, 2).question("a", 1).opt(512, 0, 0));
    assertThat(unsound.rejection()).isEqualTo(ResponseCode.FORMERR);
    assertThat(unsound.hasEdns()).isFalse();
  }

  @Test
  void exactlyOneQuestionIsWellFormed() {
    assertRejected(Bytes.header(ID, 0, 0, 0, 0, 0), ResponseCode.FORMERR);
    assertRejected(
        Bytes.header(ID, 0, 2, 0, 0, 0).question("a", 1).question("b", 1), ResponseCode.FORMERR);
  }

  @Test
  void whatEndsTooEarlyIsMalformed() {
    byte[] whole = Bytes.header(ID, 0, 1, 0, 0, 1).question("a.b", 1).opt(1232, 0, 0).toBytes();
    for (int length = 12; length < whole.length; length++) {
      var query = read(Arrays.copyOf(whole, length));
      assertThat(query.rejection()).as("%d bytes", length).isEqualTo(ResponseCode.FORMERR);
    }
    assertThat(read(whole).rejection()).isNull();
  }

  @Test
  void questionsAreNotCompressedAndLabelsNotExtended() {
    assertRejected(Bytes.header(ID, 0, 1, 0, 0, 0).int16(0xc00c, 1, 1), ResponseCode.FORMERR);
    assertRejected(
        Bytes.header(ID, 0, 1, 0, 0, 0).int8(0x41, 0, 0).int16(1, 1), ResponseCode.FORMERR);
    assertRejected(
        Bytes.header(ID, 0, 1, 0, 0, 0).question(("x".repeat(63) + ".").repeat(4) + "y", 1),
        ResponseCode.FORMERR);
  }

  @Test
  void strangeOptRecordsAreMalformedAndStrangeVersionsTold() {
    assertRejected(
        Bytes.header(ID, 0, 1, 0, 0, 2).question("a", 1).opt(512, 0, 0).opt(512, 0, 0),
        ResponseCode.FORMERR);
    assertRejected(
        Bytes.header(ID, 0, 1, 1, 0, 0).question("a", 1).opt(512, 0, 0), ResponseCode.FORMERR);
    assertRejected(
        Bytes.header(ID, 0, 1, 0, 0, 1).question("a", 1).name("b").int16(41, 512, 0, 0, 0),
        ResponseCode.FORMERR);
    assertRejected(
        Bytes.header(ID, 0, 1, 0, 0, 1).question("a", 1).opt(512, 1, 0), ResponseCode.BADVERS);
  }

  @Test
  void noBytesMakeItFail() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    byte[] sample = Bytes.header(ID, 0, 1, 0, 0, 1).question("a.b.c", 1).opt(1232, 0, 0).toBytes();
    for (int i = 0; i < 100_000; i++) {
      byte[] message =
          i % 2 == 0 ? new byte[random.nextInt(64)] : Arrays.copyOf(sample, random.nextInt(48));
      if (i % 2 == 0) {
        random.nextBytes(message);
      }
      for (int flips = random.nextInt(4); flips > 0 && message.length > 0; flips--) {
        message[random.nextInt(message.length)] = (byte) random.nextInt();
      }
      var query = new Query();
      assertThatCode(() -> touch(query, message))
          .as("seed %d, message %d", seed, i)
          .doesNotThrowAnyException();
    }
  }

  private static void touch(Query query, byte[] message) {
    if (query.read(message, message.length) && query.hasQuestion()) {
      for (int i = 0; i <= query.labels(); i++) {
        query.name(i).toName();
      }
    }
  }

  @Test
  void everyEndOfTheNameIsTheKeyOfThatName() {
    var query = decode(Bytes.header(ID, 0, 1, 0, 0, 0).question("i-1.Web.PROD.local", 1));

    assertThat(query.labels()).isEqualTo(4);
    var ends = List.of("i-1.web.prod.local", "web.prod.local", "prod.LOCAL", "local", ".");
    for (int i = 0; i < ends.size(); i++) {
      var end = DnsName.parse(ends.get(i)).orElseThrow();
      assertThat(query.name(i).hashCode()).as(ends.get(i)).isEqualTo(end.hashCode());
      assertThat((Object) query.name(i)).isEqualTo(end);
    }
    assertThat((Object) query.name(1)).isNotEqualTo(DnsName.parse("wab.prod.local").orElseThrow());
    assertThat(query.isAbout(DnsName.parse("I-1.web.prod.local").orElseThrow())).isTrue();
    assertThat(query.isAbout(DnsName.parse("web.prod.local").orElseThrow())).isFalse();
  }

  @Test
  void nothingOfOneQueryIsLeftForTheNext() {
    var query = new Query();
    byte[] first =
        Bytes.header(ID, 0, 1, 0, 0, 1).question("a.b", 1).opt(4096, 0, 0x8000).toBytes();
    byte[] second = Bytes.header(ID, 0, 1, 0, 0, 0).question("c", 28).toBytes();

    assertThat(query.read(first, first.length)).isTrue();
    assertThat(query.read(second, second.length)).isTrue();

    assertThat(query.hasEdns()).isFalse();
    assertThat(query.isDnssecOk()).isFalse();
    assertThat(query.name(0)).hasToString("c.");
    assertThat(query.labels()).isEqualTo(1);
    assertThat(query.udpBytes(1232)).isEqualTo(512);
  }

  @Test
  void advertisedSizesAreTakenWithinBounds() {
    assertThat(decode(withEdns(0)).udpBytes(1232)).isEqualTo(512);
    assertThat(decode(withEdns(800)).udpBytes(1232)).isEqualTo(800);
    assertThat(decode(withEdns(65_535)).udpBytes(1232)).isEqualTo(1232);
  }

  private static Bytes withEdns(int udpBytes) {
    return Bytes.header(ID, 0, 1, 0, 0, 1).question("a", 1).opt(udpBytes, 0, 0);
  }

  private static boolean isRead(byte[] message) {
    return new Query().read(message, message.length);
  }

  private static Query read(byte[] message) {
    var query = new Query();
    assertThat(query.read(message, message.length)).isTrue();
    return query;
  }

  private static Query decode(Bytes message) {
    return read(message.toBytes());
  }

  private static void assertRejected(Bytes message, ResponseCode code) {
    assertThat(decode(message).rejection()).isEqualTo(code);
  }
}
