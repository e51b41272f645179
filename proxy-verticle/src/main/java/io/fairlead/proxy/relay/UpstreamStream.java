package io.fairlead.proxy.relay;

import io.netty.buffer.ByteBuf;

/**
 * One request's place on a connection to an endpoint: the whole of an HTTP/1.1 or TCP connection,
 * or one HTTP/2 stream. Tells its {@link Attempt} what comes back. On one event loop.
 *
 * <p>Bodies come in pieces; nothing need reach the network before {@link #flush} or {@link #end}.
 */
public interface UpstreamStream {
  /**
   * Sends the head.
   *
   * @param last whether the request ends with it
   */
  void head(DownstreamRequest request, boolean last);

  /** Sends a piece of the body; takes over the buffer. */
  void data(ByteBuf bytes);

  /** Ends the request; a tunnel's direction towards the endpoint. */
  void end(Fields trailers);

  /** Lets the network have what was sent. */
  void flush();

  /** Whether more can be sent without piling up; {@link RequestBody#writable} is called then. */
  boolean isWritable();

  /**
   * Whether it tells by {@link Attempt#requestWritten} what has left for the endpoint; otherwise
   * what it took while it was writable counts as such.
   */
  default boolean tellsWritten() {
    return false;
  }

  /** Hands over no more of the response for now. */
  void pause();

  /** Goes on. */
  void resume();

  /** Bytes of the response were written to the client or dropped. */
  default void consumed(int bytes) {}

  /** Whether another request was carried before: then a break says nothing about the endpoint. */
  boolean isReused();

  /**
   * The exchange is over and all of the response was read.
   *
   * @param complete whether all of the request was sent, too; otherwise the place is spoilt
   */
  void finished(boolean complete);

  /** Gives the exchange up: resets the stream, or closes the connection. Tells nobody. */
  void abort();
}
