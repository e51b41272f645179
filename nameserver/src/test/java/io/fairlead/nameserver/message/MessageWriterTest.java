package io.fairlead.nameserver.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MessageWriterTest {
  private static final int POINTER = 0xc0;

  @Test
  void longestKnownEndIsPointedTo() {
    var writer = writer(512).name(name("a.b.local")).name(name("x.B.local"));

    assertThat(writer.copyFrom(0)).hasSize(11 + 4).endsWith(1, 'x', POINTER, 2);
  }

  @Test
  void plainNamesAreWrittenWholeAndPointedToLater() {
    var writer = writer(512).name(name("b.local")).plainName(name("a.b.local"));
    assertThat(writer.position()).isEqualTo(9 + 11);

    assertThat(writer.name(name("a.b.local")).copyFrom(0)).endsWith(POINTER, 9);
  }

  @Test
  void namesBehindAPositionAreForgottenWithIt() {
    var writer = writer(512).int16(7);
    writer.name(name("a.local")).rewind(2);

    assertThat(writer.name(name("a.local")).position()).isEqualTo(2 + 9);
  }

  @Test
  void namesThatAPointerCannotReachAreWrittenAgain() {
    var writer = writer(65_535);
    while (writer.position() <= 0x3fff) {
      writer.int16(0);
    }
    int start = writer.name(name("a.local")).position();

    assertThat(writer.name(name("a.local")).position() - start).isEqualTo(9);
  }

  @Test
  void whatIsBeyondTheLimitIsCountedButNotKept() {
    var writer = writer(5).int32(1);
    assertThat(writer.overflows()).isFalse();

    assertThat(writer.name(name("a.local")).overflows()).isTrue();
    assertThat(writer.position()).isEqualTo(4 + 9);
    writer.rewind(4);
    assertThat(writer.copyFrom(0)).containsExactly(0, 0, 0, 1);
  }

  private static MessageWriter writer(int limit) {
    var writer = new MessageWriter(new byte[limit]);
    writer.begin(0, limit);
    return writer;
  }

  private static DnsName name(String text) {
    return DnsName.parse(text).orElseThrow();
  }
}
