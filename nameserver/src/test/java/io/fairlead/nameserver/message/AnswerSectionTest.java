package io.fairlead.nameserver.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Address;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

class AnswerSectionTest {
  @Test
  void addressesAndAliasesAreReadThroughCompression() throws IOException {
    var read = AnswerSection.of(response());

    assertThat(read.code()).isEqualTo(ResponseCode.NOERROR);
    assertThat(read.records())
        .containsExactly(
            new ResourceRecord(
                name("www.example"), 60, new RecordValue.Cname(name("lb.www.example"))),
            new ResourceRecord(name("lb.www.example"), 5, new RecordValue.A(0xc0000201)),
            new ResourceRecord(name("lb.www.example"), 7, new RecordValue.Aaaa(0, 1)));
  }

  @Test
  void otherCodesAreFailures() throws IOException {
    byte[] response = response();
    response[3] = (byte) ((response[3] & 0xf0) | 5);
    assertThat(AnswerSection.of(response).code()).isEqualTo(ResponseCode.SERVFAIL);
    response[3] = (byte) ((response[3] & 0xf0) | 3);
    assertThat(AnswerSection.of(response).code()).isEqualTo(ResponseCode.NXDOMAIN);
  }

  @Test
  void namesThatLeadInCirclesOrForwardsAreNone() throws IOException {
    byte[] response = response();
    int owner =
        new String(response, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("\u00c0\f");
    for (int target : new int[] {owner, owner + 2, 0x3fff}) {
      byte[] spoiled = response.clone();
      spoiled[owner] = (byte) (0xc0 | target >> 8);
      spoiled[owner + 1] = (byte) target;
      assertThat(AnswerSection.of(spoiled).code()).isEqualTo(ResponseCode.SERVFAIL);
    }
  }

  @Test
  void noBytesMakeItFail() throws IOException {
    long seed = System.nanoTime();
    var random = new Random(seed);
    byte[] sample = response();
    for (int i = 0; i < 50_000; i++) {
      byte[] message = Arrays.copyOf(sample, 1 + random.nextInt(sample.length + 8));
      for (int flips = random.nextInt(4); flips > 0; flips--) {
        message[random.nextInt(message.length)] = (byte) random.nextInt();
      }
      assertThatCode(() -> AnswerSection.of(message))
          .as("seed %d, message %d", seed, i)
          .doesNotThrowAnyException();
    }
  }

  private static byte[] response() throws IOException {
    var www = Name.fromString("www.example.");
    var lb = Name.fromString("lb", www);
    var message = Message.newQuery(Record.newRecord(www, Type.A, DClass.IN));
    message.getHeader().setFlag(Flags.QR);
    message.addRecord(new CNAMERecord(www, DClass.IN, 60, lb), Section.ANSWER);
    message.addRecord(address(lb, "192.0.2.1"), Section.ANSWER);
    message.addRecord(new TXTRecord(lb, DClass.IN, 5, "passed over"), Section.ANSWER);
    var six = Address.getByAddress("::1");
    message.addRecord(new AAAARecord(lb, DClass.IN, 7, six), Section.ANSWER);
    message.addRecord(address(lb, "192.0.2.2"), Section.ADDITIONAL);
    return message.toWire();
  }

  private static Record address(Name owner, String address) throws IOException {
    return new ARecord(owner, DClass.IN, 5, Address.getByAddress(address));
  }

  private static DnsName name(String text) {
    return DnsName.parse(text).orElseThrow();
  }
}
