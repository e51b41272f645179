package io.fairlead.registry.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatelyWrittenTest {
  private final LatelyWritten lately = new LatelyWritten();

  @Test
  void equalBytesSayTheSame() {
    var object = new Object();
    lately.remember("text".getBytes(UTF_8), object);
    assertThat(lately.recall("text".getBytes(UTF_8))).isSameAs(object);
  }

  @Test
  void otherBytesOfTheSameSlotSayNothing() {
    for (int i = 0; i < 1_000; i++) {
      lately.remember(("text" + i).getBytes(UTF_8), i);
    }
    int known = 0;
    for (int i = 0; i < 1_000; i++) {
      var found = lately.recall(("text" + i).getBytes(UTF_8));
      assertThat(found).isIn(null, i);
      known += found == null ? 0 : 1;
    }
    assertThat(known).as("bounded").isBetween(1, 64);
  }

  @Test
  void whatIsVeryLongIsNotKept() {
    byte[] bytes = new byte[1024 * 1024];
    lately.remember(bytes, "long");
    assertThat(lately.recall(bytes)).isNull();
  }
}
