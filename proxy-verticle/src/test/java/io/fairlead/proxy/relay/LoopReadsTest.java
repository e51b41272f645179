package io.fairlead.proxy.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopReadsTest {
  private static final int BYTES = 4096;

  private final RecvByteBufAllocator reads = new LoopReads(BYTES);

  @AfterEach
  void leave() {
    // What the end of an event loop's thread does.
    FastThreadLocal.removeAll();
  }

  /** What one connection reads. */
  @SuppressWarnings("deprecation") // Netty has no other way to ask.
  private ByteBuf read(String text) {
    var buffer = reads.newHandle().allocate(ByteBufAllocator.DEFAULT);
    return buffer.writeBytes(text.getBytes(US_ASCII));
  }

  @Test
  void whatWasLetGoServesAnotherConnection() {
    var first = read("first");
    long address = first.memoryAddress();
    first.release();
    var second = read("second");
    assertThat(second.memoryAddress()).isEqualTo(address);
    assertThat(second.toString(US_ASCII)).isEqualTo("second");
    assertThat(second.capacity()).isEqualTo(BYTES);
    second.release();
  }

  @Test
  void aPartThatIsHeldIsNotWrittenOver() {
    var first = read("first");
    var part = first.readRetainedSlice(3);
    first.release();
    var second = read("second");
    assertThat(part.toString(US_ASCII)).isEqualTo("fir");
    part.release();
    second.release();
  }

  @Test
  void theEndOfALoopLetsItGo() {
    var buffer = read("first");
    FastThreadLocal.removeAll();
    assertThat(buffer.refCnt()).isEqualTo(1);
    buffer.release();
  }
}
