package io.fairlead.proxy.relay;

import io.fairlead.proxy.exchange.RequestHead;

/**
 * A request as its front offers it to upstreams of any protocol. What is asked for here is what is
 * to be forwarded: hop-by-hop fields are gone and the proxy's own are added. On one event loop.
 */
public interface DownstreamRequest extends RequestHead {
  /** A body whose length its sender does not tell. */
  long UNKNOWN_LENGTH = -1;

  /**
   * The end-to-end fields with those that the proxy adds, without Host and without those that frame
   * the message. Made anew at each call.
   */
  Fields fields();

  /** Bytes of the body that the client announced, 0 for no body, or {@link #UNKNOWN_LENGTH}. */
  long contentLength();

  /**
   * The protocol that the client wants to go on with on this connection ({@code websocket}), null
   * for none (RFC 9110 §7.8). An endpoint that agrees makes a tunnel of the exchange.
   */
  String upgrade();

  /**
   * Whether the exchange is a tunnel from the start: CONNECT, or a connection that is carried
   * without being read. Its two directions are independent, and end one after the other.
   */
  boolean isTunnel();

  /** The body, also when there is none. */
  RequestBody body();

  /** Remembers whom to tell when the client goes away. */
  void attempting(Attempt attempt);

  /** An interim response came, 100 to 199 but 101 (RFC 9110 §15.2); may be ignored. */
  void interim(int status, Fields fields);
}
