package io.fairlead.dns.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QueryDecoderTest {
  private static final int ID = 0xbeef;
  private static final int RECURSION_DESIRED = 0x0100;

  @Test
  void questionKeepsItsLetters() {
    var query = decode(Bytes.header(ID, RECURSION_DESIRED, 1, 0, 0, 0).question("Ab.Local", 33));

    assertThat(query.id()).isEqualTo(ID);
    assertThat(query.recursionDesired()).isTrue();
    assertThat(query.rejection()).isNull();
    assertThat(query.edns()).isNull();
    assertThat(query.question().name()).hasToString("Ab.Local.");
    assertThat(query.question().type()).isEqualTo(RecordTypes.SRV);
    assertThat(query.question().dnsClass()).isEqualTo(Question.IN);
  }

  @Test
  void ednsIsFoundBehindOtherRecords() {
    var message =
        Bytes.header(ID, 0, 1, 0, 0, 2)
            .question("a", 1)
            .int16(0xc00c, 16, 1, 0, 60, 2)
            .int8(1, 'x')
            .opt(4096, 0, 0x8000);

    assertThat(decode(message).edns()).isEqualTo(new Edns(4096, 0, true));
  }

  @Test
  void responsesAndFragmentsOfHeadersAreIgnored() {
    byte[] query = Bytes.header(ID, 0, 1, 0, 0, 0).question("a", 1).toBytes();
    assertThat(QueryDecoder.decode(Arrays.copyOf(query, 11))).isEmpty();
    query[2] = (byte) 0x80;
    assertThat(QueryDecoder.decode(query)).isEmpty();
    assertThat(QueryDecoder.decode(new byte[0])).isEmpty();
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
  void exactlyOneQuestionIsWellFormed() {
    assertRejected(Bytes.header(ID, 0, 0, 0, 0, 0), ResponseCode.FORMERR);
    assertRejected(
        Bytes.header(ID, 0, 2, 0, 0, 0).question("a", 1).question("b", 1), ResponseCode.FORMERR);
  }

  @Test
  void whatEndsTooEarlyIsMalformed() {
    byte[] whole = Bytes.header(ID, 0, 1, 0, 0, 1).question("a.b", 1).opt(1232, 0, 0).toBytes();
    for (int length = 12; length < whole.length; length++) {
      var query = QueryDecoder.decode(Arrays.copyOf(whole, length)).orElseThrow();
      assertThat(query.rejection()).as("%d bytes", length).isEqualTo(ResponseCode.FORMERR);
    }
    assertThat(QueryDecoder.decode(whole).orElseThrow().rejection()).isNull();
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
      assertThat(QueryDecoder.decode(message)).as("seed %d, message %d", seed, i).isNotNull();
    }
  }

  private static Query decode(Bytes message) {
    return QueryDecoder.decode(message.toBytes()).orElseThrow();
  }

  private static void assertRejected(Bytes message, ResponseCode code) {
    assertThat(decode(message).rejection()).isEqualTo(code);
  }
}
