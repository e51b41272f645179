package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapShareTest {
  private static int requests(long megabytes) {
    return new HeapShare(megabytes << 20, 1L << 30, 48 << 10).requests();
  }

  @Test
  void requestsFitIntoTheHeap() {
    assertThat(requests(40)).isEqualTo(3328);
    assertThat(requests(32)).isEqualTo(2304);
  }

  @Test
  void theirBytesFitBesideTheHeap() {
    assertThat(new HeapShare(512 << 20, 64 << 20, 48 << 10).requests()).isEqualTo(1365);
  }

  @Test
  void listenersShareTheConnections() {
    assertThat(HeapShare.connections(1024, 1)).isEqualTo(2048);
    assertThat(HeapShare.connections(1024, 2)).isEqualTo(1024);
    assertThat(HeapShare.connections(2, 2)).isEqualTo(64);
  }

  @Test
  void aTinyHeapServesSome() {
    assertThat(requests(8)).isEqualTo(128);
  }
}
