package io.fairlead.nameserver.message;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResponseTest {
  private static final DnsName NAME = DnsName.parse("Web.local").orElseThrow();
  private static final DnsName ZONE = DnsName.parse("local").orElseThrow();
  private static final int AUTHORITATIVE = 0x04;
  private static final int TRUNCATED = 0x02;
  private static final int QUESTION_END = 12 + 11 + 4;

  private final Response response = new Response(1232);

  @Test
  void ownersAreCompressedToTheQuestionAndKeepItsLetters() {
    begin(plain(), 512);
    response.authoritative();
    addresses(2).forEach(r -> response.answer(EncodedRecord.of(r, NAME)));

    byte[] bytes = end();

    assertThat(bytes).hasSize(QUESTION_END + 2 * 16);
    assertThat(bytes[2] & AUTHORITATIVE).isNotZero();
    assertThat(int16(bytes, 6)).isEqualTo(2);
    assertThat(int16(bytes, QUESTION_END)).isEqualTo(0xc00c);
    assertThat(new String(bytes, 13, 3, US_ASCII)).isEqualTo("wEB");
  }

  @Test
  void encodedAndPlainRecordsAreTheSameBytes() {
    begin(plain(), 512);
    addresses(3).forEach(r -> response.answer(EncodedRecord.of(r, NAME)));
    byte[] encoded = end();

    begin(plain(), 512);
    addresses(3).forEach(response::answer);

    assertThat(end()).isEqualTo(encoded);
  }

  @Test
  void recordsOfTheZonePointIntoTheQuestionHoweverLongItIs() {
    var soa = new RecordValue.Soa(name("ns1.local"), name("hostmaster.local"), 7, 15);
    var encoded = EncodedRecord.of(new ResourceRecord(ZONE, 15, soa), ZONE);
    begin(plain(), 512);
    response.authority(encoded, ZONE.length());

    byte[] bytes = end();

    int zoneAt = 12 + 4;
    assertThat(int16(bytes, 8)).isEqualTo(1);
    assertThat(int16(bytes, QUESTION_END)).isEqualTo(0xc000 | zoneAt);
    int serverAt = QUESTION_END + 12;
    assertThat(int16(bytes, serverAt + 4)).isEqualTo(0xc000 | zoneAt);
  }

  @Test
  void targetsOfSrvAreNotCompressedButTheirAddressesPointToThem() {
    var target = name("i-1.web.local");
    begin(plain(), 512);
    response.answer(new ResourceRecord(NAME, 60, new RecordValue.Srv(1, 1, 80, target)));
    response.additional(List.of(new ResourceRecord(target, 60, new RecordValue.A(1))));

    byte[] bytes = end();

    int srvLength = int16(bytes, QUESTION_END + 10);
    assertThat(srvLength).isEqualTo(6 + 15);
    // The target ends in "web.local", which the question had first: only i-1 is new.
    int targetAt = QUESTION_END + 12 + 6;
    assertThat(int16(bytes, QUESTION_END + 12 + srvLength)).isEqualTo(0xc000 | targetAt);
  }

  @Test
  void whatDoesNotFitIsLeftOutAndToldByTheTruncationBit() {
    begin(plain(), 512);
    addresses(100).forEach(r -> response.answer(EncodedRecord.of(r, NAME)));
    byte[] bytes = end();

    assertThat(bytes.length).isBetween(500, 512);
    assertThat(bytes[2] & TRUNCATED).isNotZero();
    assertThat(int16(bytes, 6)).isEqualTo((512 - QUESTION_END) / 16);

    begin(plain(), 65_535);
    addresses(100).forEach(response::answer);
    assertThat(end()).hasSize(QUESTION_END + 1600);
  }

  @Test
  void additionalRecordsAreLeftOutSilently() {
    begin(plain(), 512);
    addresses(100).forEach(r -> response.additional(EncodedRecord.of(r, NAME)));

    byte[] bytes = end();

    assertThat(bytes.length).isLessThanOrEqualTo(512);
    assertThat(bytes[2] & TRUNCATED).isZero();
    assertThat(int16(bytes, 10)).isEqualTo((512 - QUESTION_END) / 16);
  }

  @Test
  void optIsEchoedAndAlwaysHasRoom() {
    begin(edns(512, 0, 0x8000), 512);
    addresses(100).forEach(response::answer);

    byte[] bytes = end();

    assertThat(bytes.length).isLessThanOrEqualTo(512);
    int opt = bytes.length - 11;
    assertThat(bytes[opt]).isZero();
    assertThat(int16(bytes, opt + 1)).isEqualTo(RecordTypes.OPT);
    assertThat(int16(bytes, opt + 3)).isEqualTo(1232);
    assertThat(int16(bytes, opt + 7)).isEqualTo(0x8000);
    assertThat(int16(bytes, 10)).isEqualTo(1);
  }

  @Test
  void upperBitsOfTheCodeAreInTheOptRecord() {
    begin(edns(512, 0, 0), 512);
    response.reject(ResponseCode.BADVERS);

    byte[] bytes = end();

    assertThat(bytes[3] & 0xf).isZero();
    assertThat(bytes[bytes.length - 6]).isEqualTo((byte) 1);
  }

  @Test
  void rejectionsAndTruncationsForgetWhatWasWritten() {
    begin(plain(), 512);
    addresses(2).forEach(response::answer);
    response.authoritative().reject(ResponseCode.SERVFAIL);
    byte[] rejected = end();
    assertThat(rejected).hasSize(QUESTION_END);
    assertThat(rejected[2] & AUTHORITATIVE).isZero();
    assertThat(rejected[3] & 0xf).isEqualTo(2);

    begin(plain(), 512);
    addresses(2).forEach(response::answer);
    response.truncate();
    byte[] cut = end();
    assertThat(cut).hasSize(QUESTION_END);
    assertThat(cut[2] & TRUNCATED).isNotZero();
  }

  private void begin(Bytes query, int limit) {
    var read = new Query();
    byte[] bytes = query.toBytes();
    assertThat(read.read(bytes, bytes.length)).isTrue();
    response.begin(read, limit);
  }

  private byte[] end() {
    return Arrays.copyOf(response.bytes(), response.end());
  }

  private static Bytes plain() {
    return Bytes.header(7, 0x0100, 1, 0, 0, 0).question("wEB.local", 1);
  }

  private static Bytes edns(int udpBytes, int version, int flags) {
    return Bytes.header(7, 0, 1, 0, 0, 1).question("wEB.local", 1).opt(udpBytes, version, flags);
  }

  private static List<ResourceRecord> addresses(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new ResourceRecord(NAME, 60, new RecordValue.A(i)))
        .toList();
  }

  private static DnsName name(String text) {
    return DnsName.parse(text).orElseThrow();
  }

  private static int int16(byte[] message, int at) {
    return (message[at] & 0xff) << 8 | (message[at + 1] & 0xff);
  }
}
