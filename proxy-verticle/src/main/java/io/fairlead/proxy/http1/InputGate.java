package io.fairlead.proxy.http1;

import io.fairlead.proxy.relay.BodySource;
import io.netty.channel.Channel;

/**
 * Whether a client's connection is read: for two reasons it may have to wait. On its event loop.
 */
final class InputGate implements BodySource {
  private final Channel channel;
  private boolean bodyPaused;
  private boolean headsPaused;

  InputGate(Channel channel) {
    this.channel = channel;
  }

  /** The endpoint takes no more of a body for now. */
  private void pauseBody(boolean paused) {
    if (bodyPaused != paused) {
      bodyPaused = paused;
      apply();
    }
  }

  @Override
  public void pause() {
    pauseBody(true);
  }

  @Override
  public void resume() {
    pauseBody(false);
  }

  /** The client has sent enough ahead. */
  void pauseHeads(boolean paused) {
    if (headsPaused != paused) {
      headsPaused = paused;
      apply();
    }
  }

  boolean isBodyPaused() {
    return bodyPaused;
  }

  private void apply() {
    channel.config().setAutoRead(!bodyPaused && !headsPaused);
  }
}
