package io.fairlead.proxy.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WritesTest {
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final ByteBuf read = Unpooled.directBuffer(32_768).writeZero(32_768);

  @AfterEach
  void close() {
    channel.flush();
    channel.finishAndReleaseAll();
    assertThat(read.release()).as("nothing else holds it").isTrue();
  }

  private void write(int bytes) {
    Writes.piece(channel, read.readRetainedSlice(bytes));
  }

  @Test
  void aPieceThatNeedNotWaitIsNotCopied() {
    write(100);
    assertThat(read.refCnt()).isEqualTo(2);
  }

  @Test
  void aSmallPieceThatWaitsDoesNotHoldTheWholeRead() {
    write(20_000);
    write(100);
    assertThat(read.refCnt()).isEqualTo(2);
  }

  @Test
  void aLargePieceThatWaitsIsNotCopied() {
    write(100);
    write(20_000);
    assertThat(read.refCnt()).isEqualTo(3);
  }
}
