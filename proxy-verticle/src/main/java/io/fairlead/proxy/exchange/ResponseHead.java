package io.fairlead.proxy.exchange;

/**
 * An answer of which the body has not been touched yet. Whoever holds it either hands it on or
 * calls {@link #discard}, once.
 */
public interface ResponseHead {
  /** 200 to 599. */
  int status();

  /**
   * Whether the sidecar that answered says that the request never reached the application, so that
   * it may be sent elsewhere whatever its method.
   */
  boolean neverSent();

  /**
   * Whether the sidecar that answered is well but has too much to do: leaving its endpoint alone
   * would only move the load to others that have as much.
   */
  boolean isShed();

  /**
   * The status of gRPC in a head that is the whole answer (Trailers-Only), -1 when there is none;
   * costs when it is asked for.
   */
  default int grpcStatus() {
    return -1;
  }

  /** Gives up the rest of the response: another attempt is going to answer. */
  void discard();

  /**
   * Calls this once, on the exchange's event loop, when the attempt holds nothing at its endpoint
   * any more, whatever ended it: read to its end, broken off, given up. At once when that is so.
   */
  void whenOver(Runnable listener);
}
