package io.fairlead.proxy.http2;

/** Is told when a client meets a limit of HTTP/2; any event loop. */
public interface Http2Observer {
  /** What was too much. */
  enum Limit {
    STREAMS("streams"),
    RESETS("resets"),
    CONTROL_FRAMES("control_frames"),
    CONTINUATION("continuation"),
    HEAD("head"),
    SLOW_READER("slow_reader");

    private final String label;

    Limit(String label) {
      this.label = label;
    }

    /** The word in metrics. */
    public String label() {
      return label;
    }
  }

  /** A limit was met; the stream or the connection has been ended. */
  void limited(Limit limit);
}
