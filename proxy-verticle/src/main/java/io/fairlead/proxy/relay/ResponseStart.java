package io.fairlead.proxy.relay;

/**
 * The head of a response as an upstream protocol read it, hop-by-hop fields gone. Whoever holds it
 * calls {@link #release} once, or {@link Attempt} does.
 */
public interface ResponseStart {
  /** 101, or 200 to 599. */
  int status();

  /** The end-to-end fields without those that frame the message. */
  Fields fields();

  /** The first value of an end-to-end field, its name in lower case; null when there is none. */
  CharSequence field(CharSequence name);

  /**
   * Bytes of the body, {@link DownstreamRequest#UNKNOWN_LENGTH} when not told. For an answer to
   * HEAD or a 304 what a GET would have had.
   */
  long contentLength();

  /** Whether a body follows, even if an empty one; not after HEAD, 204 and 304. */
  boolean hasBody();

  /** Gives back what it holds. */
  void release();
}
