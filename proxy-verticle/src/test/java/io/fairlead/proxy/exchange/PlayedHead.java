package io.fairlead.proxy.exchange;

/** A response without bytes. */
public final class PlayedHead implements ResponseHead {
  private final int status;
  private final boolean neverSent;

  /** Whether a sidecar refused it for having too much to do. */
  public int grpcStatus = -1;

  public boolean shed;

  /** Whether it was given up. */
  public boolean discarded;

  private Runnable whenOver = () -> {};

  public PlayedHead(int status) {
    this(status, false);
  }

  public PlayedHead(int status, boolean neverSent) {
    this.status = status;
    this.neverSent = neverSent;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public boolean neverSent() {
    return neverSent;
  }

  @Override
  public boolean isShed() {
    return shed;
  }

  @Override
  public void discard() {
    discarded = true;
    over();
  }

  @Override
  public void whenOver(Runnable listener) {
    whenOver = listener;
  }

  /** It was read to its end. */
  public void over() {
    whenOver.run();
  }

  @Override
  public int grpcStatus() {
    return grpcStatus;
  }
}
