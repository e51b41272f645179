package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapShareTest {
  private static int requests(long megabytes) {
    return new HeapShare(megabytes << 20).requests();
  }

  @Test
  void requestsFitIntoTheHeap() {
    assertThat(requests(40)).isEqualTo(1024);
    assertThat(requests(32)).isEqualTo(682);
    assertThat(requests(512)).isEqualTo(21_162);
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
