package io.fairlead.nameserver.forward;

import static io.fairlead.nameserver.forward.Records.address;
import static io.fairlead.nameserver.forward.Records.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

class ForwardCacheTest {
  private static final long MEBIBYTE = 1 << 20;
  private static final long NOW = 1;

  private static Question question(Message query) {
    byte[] wire = query.toWire();
    return new Question(wire, wire.length, false, false);
  }

  private static Question question(String name) {
    return question(Asker.query(name, Type.TXT));
  }

  private static Answer answer(String name, String stale, Record... records) {
    var query = Asker.query(name, Type.TXT);
    byte[] wire = FakeUpstream.response(query, records).toWire();
    var settings = Asker.settings("--cache.serveStale=" + stale).cache();
    return Answer.of(Reply.read(wire, question(query)), settings, NOW);
  }

  private static Answer text(String name) {
    return answer(name, "0s", texts(name, 1));
  }

  @Test
  void theOneNotAskedForTheLongestGoesFirst() {
    var cache = new ForwardCache(2, MEBIBYTE);
    cache.put(question("a."), text("a."));
    cache.put(question("b."), text("b."));
    cache.get(question("a."), NOW);
    cache.put(question("c."), text("c."));
    assertThat(cache.entries()).isEqualTo(2);
    assertThat(cache.get(question("b."), NOW)).isNull();
    assertThat(cache.get(question("A."), NOW)).isNotNull();
    assertThat(cache.get(question("c."), NOW)).isNotNull();
  }

  @Test
  void bytesAreBoundedWhateverIsKept() {
    var cache = new ForwardCache(1_000_000, MEBIBYTE);
    for (int i = 0; i < 2000; i++) {
      String name = "n" + i + ".example.";
      cache.put(question(name), answer(name, "0s", texts(name, 1 + i % 20)));
      assertThat(cache.bytes()).isLessThanOrEqualTo(MEBIBYTE);
    }
    assertThat(cache.entries()).isBetween(100, 1900);
    assertThat(cache.bytes()).isGreaterThan(MEBIBYTE / 2);
  }

  @Test
  void whatGoesGivesItsBytesBack() {
    var cache = new ForwardCache(1000, MEBIBYTE);
    cache.put(question("a."), text("a."));
    long one = cache.bytes();
    cache.put(question("a."), text("a."));
    assertThat(cache.bytes()).isEqualTo(one).isPositive();
    cache.put(question("a."), answer("a.", "0s", address("a.", 60, "192.0.2.1")));
    assertThat(cache.bytes()).as("not to be kept, and so nothing is").isZero();
    assertThat(cache.entries()).isZero();
  }

  @Test
  void whatRanOutGoesWhenAskedFor() {
    var cache = new ForwardCache(1000, MEBIBYTE);
    cache.put(question("a."), text("a."));
    cache.put(question("b."), answer("b.", "10s", texts("b.", 1)));
    long ranOut = NOW + TimeUnit.SECONDS.toNanos(61);
    assertThat(cache.get(question("a."), ranOut)).isNull();
    assertThat(cache.get(question("b."), ranOut)).isNotNull();
    assertThat(cache.entries()).isEqualTo(1);
  }

  @Test
  void typesAndFlagsAreKeptApart() {
    byte[] txt = Asker.query("a.", Type.TXT).toWire();
    byte[] mx = Asker.query("a.", Type.MX).toWire();
    var plain = new Question(txt, txt.length, false, false);
    assertThat(plain)
        .isEqualTo(new Question(txt, txt.length, false, false))
        .isNotEqualTo(new Question(mx, mx.length, false, false))
        .isNotEqualTo(new Question(txt, txt.length, true, false))
        .isNotEqualTo(new Question(txt, txt.length, false, true));
  }
}
