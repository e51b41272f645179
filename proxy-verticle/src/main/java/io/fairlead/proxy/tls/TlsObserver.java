package io.fairlead.proxy.tls;

/** Is told how handshakes end; any thread. */
public interface TlsObserver {
  /** Wants to hear nothing. */
  TlsObserver NONE =
      new TlsObserver() {
        @Override
        public void handshake() {}

        @Override
        public void handshakeFailed() {}

        @Override
        public void handshakeTimedOut() {}
      };

  /** One came about. */
  void handshake();

  /** One did not. */
  void handshakeFailed();

  /** One was not over in time. */
  void handshakeTimedOut();
}
