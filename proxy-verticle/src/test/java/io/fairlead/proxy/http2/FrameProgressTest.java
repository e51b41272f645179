package io.fairlead.proxy.http2;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrameProgressTest {
  private static final long ALLOWED = 100;

  private final FrameProgress progress = new FrameProgress(0);

  private boolean isSlowAt(long now) {
    return progress.isSlow(now, ALLOWED, false);
  }

  @Test
  void silenceBetweenFramesIsNotItsMatter() {
    assertThat(isSlowAt(0)).isFalse();
    assertThat(isSlowAt(10_000)).isFalse();
  }

  @Test
  void aPieceMayTakeAsLongAsIsAllowedHoweverItsBytesCome() {
    progress.bytes();
    assertThat(isSlowAt(10)).isFalse();
    progress.bytes();
    assertThat(isSlowAt(109)).isFalse();
    progress.bytes();
    assertThat(isSlowAt(110)).isTrue();
  }

  @Test
  void silenceBeforeAPieceDoesNotCount() {
    assertThat(isSlowAt(10)).isFalse();
    assertThat(isSlowAt(5_000)).isFalse();
    progress.bytes();
    assertThat(isSlowAt(5_010)).isFalse();
    assertThat(isSlowAt(5_099)).isFalse();
    assertThat(isSlowAt(5_101)).isTrue();
  }

  @Test
  void whatIsWholeBeginsTheTimeAnew() {
    progress.bytes();
    assertThat(isSlowAt(0)).isFalse();
    progress.whole();
    progress.bytes();
    assertThat(isSlowAt(150)).isFalse();
    assertThat(isSlowAt(249)).isFalse();
    assertThat(isSlowAt(250)).isTrue();
  }

  @Test
  void aStreamThatIsUnderWayExcuses() {
    progress.bytes();
    assertThat(progress.isSlow(500, ALLOWED, true)).isFalse();
    assertThat(isSlowAt(599)).isFalse();
    assertThat(isSlowAt(600)).isTrue();
  }
}
