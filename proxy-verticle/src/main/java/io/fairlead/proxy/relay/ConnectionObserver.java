package io.fairlead.proxy.relay;

/** Is told about connections to endpoints; any event loop. */
public interface ConnectionObserver {
  /** A connection came about. */
  void opened();

  /** It is gone. */
  void closed();
}
