package io.fairlead.nameserver.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class UpstreamTest {
  private static final long ASIDE = 1000;

  private final Upstream upstream =
      new Upstream(new InetSocketAddress(InetAddress.getLoopbackAddress(), 53), 3, ASIDE);

  @Test
  void onlyFailuresInARowPutItAside() {
    upstream.failed(0);
    upstream.failed(0);
    upstream.responded();
    upstream.failed(0);
    upstream.failed(0);
    assertThat(upstream.isAside()).isFalse();
    upstream.failed(0);
    assertThat(upstream.isAside()).isTrue();
  }

  @Test
  void oneProbeIsDueAtATime() {
    assertThat(upstream.isProbeDue(5000)).as("while it is used").isFalse();
    for (int i = 0; i < 3; i++) {
      upstream.failed(10);
    }
    assertThat(upstream.isProbeDue(10 + ASIDE - 1)).isFalse();
    assertThat(upstream.isProbeDue(10 + ASIDE)).isTrue();
    assertThat(upstream.isProbeDue(10 + ASIDE)).isFalse();
    assertThat(upstream.isProbeDue(10 + 2 * ASIDE)).isTrue();
    upstream.failed(10 + 2 * ASIDE + 5);
    assertThat(upstream.isProbeDue(10 + 3 * ASIDE)).isFalse();
    upstream.responded();
    assertThat(upstream.isAside()).isFalse();
  }
}
