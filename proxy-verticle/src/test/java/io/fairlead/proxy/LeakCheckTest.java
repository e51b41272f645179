package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.util.ResourceLeakDetector;
import org.junit.jupiter.api.Test;

/** That leaks are found at all. */
class LeakCheckTest {
  @Test
  void everyBufferIsWatched() {
    assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
  }

  @Test
  void aBufferThatIsForgottenIsFound() throws InterruptedException {
    forget();

    assertThat(LeakCheck.leaks()).isNotEmpty();
  }

  @Test
  void aBufferThatIsReleasedIsNot() throws InterruptedException {
    PooledByteBufAllocator.DEFAULT.directBuffer(64).release();
    Unpooled.buffer(64).release();

    assertThat(LeakCheck.leaks()).isEmpty();
  }

  private static void forget() {
    PooledByteBufAllocator.DEFAULT.directBuffer(64).writeLong(1);
  }
}
