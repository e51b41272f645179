package io.fairlead.proxy.relay;

/** Whoever bytes come from; on its event loop. */
public interface BodySource {
  /** Hands over no more for now; what is on its way may still come. */
  void pause();

  /** Goes on. */
  void resume();

  /** Bytes that it handed over have been written or dropped: for protocols that count them. */
  default void consumed(int bytes) {}
}
