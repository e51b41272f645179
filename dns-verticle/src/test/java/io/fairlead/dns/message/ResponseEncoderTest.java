package io.fairlead.dns.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResponseEncoderTest {
  private static final DnsName NAME = DnsName.parse("Web.local").orElseThrow();
  private static final Question QUESTION = new Question(NAME, RecordTypes.A, Question.IN);
  private static final int AUTHORITATIVE = 0x04;
  private static final int TRUNCATED = 0x02;
  private static final int QUESTION_END = 12 + 11 + 4;

  private final ResponseEncoder encoder = new ResponseEncoder(1232);

  @Test
  void ownersAreCompressedToTheQuestionAndKeepItsLetters() {
    byte[] response = encoder.encode(query(null), addresses(2), 512);

    assertThat(response).hasSize(QUESTION_END + 2 * 16);
    assertThat(response[2] & AUTHORITATIVE).isNotZero();
    assertThat(int16(response, 6)).isEqualTo(2);
    assertThat(int16(response, QUESTION_END)).isEqualTo(0xc00c);
    assertThat(new String(response, 13, 3, java.nio.charset.StandardCharsets.US_ASCII))
        .isEqualTo("Web");
  }

  @Test
  void targetsOfSrvAreNotCompressedButTheirAddressesPointToThem() {
    var target = DnsName.parse("i-1.web.local").orElseThrow();
    var answer =
        new Answer(
            ResponseCode.NOERROR,
            true,
            List.of(new ResourceRecord(NAME, 60, new RecordValue.Srv(1, 1, 80, target))),
            List.of(),
            List.of(new ResourceRecord(target, 60, new RecordValue.A(1))));

    byte[] response = encoder.encode(query(null), answer, 512);

    int srvLength = int16(response, QUESTION_END + 10);
    assertThat(srvLength).isEqualTo(6 + 15);
    // The target ends in "web.local", which the question had first: only i-1 is new.
    int targetAt = QUESTION_END + 12 + 6;
    assertThat(int16(response, QUESTION_END + 12 + srvLength)).isEqualTo(0xc000 | targetAt);
  }

  @Test
  void whatDoesNotFitIsLeftOutAndToldByTheTruncationBit() {
    byte[] response = encoder.encode(query(null), addresses(100), 512);

    assertThat(response.length).isBetween(500, 512);
    assertThat(response[2] & TRUNCATED).isNotZero();
    assertThat(int16(response, 6)).isEqualTo((512 - QUESTION_END) / 16);
    assertThat(encoder.encode(query(null), addresses(100), 65_535)).hasSize(QUESTION_END + 1600);
  }

  @Test
  void additionalRecordsAreLeftOutSilently() {
    var answer =
        new Answer(ResponseCode.NOERROR, true, List.of(), List.of(), addresses(100).answers());

    byte[] response = encoder.encode(query(null), answer, 512);

    assertThat(response.length).isLessThanOrEqualTo(512);
    assertThat(response[2] & TRUNCATED).isZero();
    assertThat(int16(response, 10)).isEqualTo((512 - QUESTION_END) / 16);
  }

  @Test
  void optIsEchoedAndAlwaysHasRoom() {
    var edns = new Edns(512, 0, true);

    byte[] response = encoder.encode(query(edns), addresses(100), 512);

    assertThat(response.length).isLessThanOrEqualTo(512);
    int opt = response.length - 11;
    assertThat(response[opt]).isZero();
    assertThat(int16(response, opt + 1)).isEqualTo(RecordTypes.OPT);
    assertThat(int16(response, opt + 3)).isEqualTo(1232);
    assertThat(int16(response, opt + 7)).isEqualTo(0x8000);
    assertThat(int16(response, 10)).isEqualTo(1);
  }

  @Test
  void upperBitsOfTheCodeAreInTheOptRecord() {
    var query = query(new Edns(512, 1, false));

    byte[] response = encoder.encode(query, Answer.rejection(ResponseCode.BADVERS), 512);

    assertThat(response[3] & 0xf).isZero();
    assertThat(response[response.length - 6]).isEqualTo((byte) 1);
  }

  @Test
  void advertisedSizesAreTakenWithinBounds() {
    assertThat(query(null).udpBytes(1232)).isEqualTo(512);
    assertThat(query(new Edns(0, 0, false)).udpBytes(1232)).isEqualTo(512);
    assertThat(query(new Edns(800, 0, false)).udpBytes(1232)).isEqualTo(800);
    assertThat(query(new Edns(65_535, 0, false)).udpBytes(1232)).isEqualTo(1232);
  }

  private static Query query(Edns edns) {
    return new Query(7, 0, true, QUESTION, edns, null);
  }

  private static Answer addresses(int count) {
    var records =
        IntStream.range(0, count)
            .mapToObj(i -> new ResourceRecord(NAME, 60, new RecordValue.A(i)))
            .toList();
    return new Answer(ResponseCode.NOERROR, true, records, List.of(), List.of());
  }

  private static int int16(byte[] message, int at) {
    return (message[at] & 0xff) << 8 | (message[at + 1] & 0xff);
  }
}
