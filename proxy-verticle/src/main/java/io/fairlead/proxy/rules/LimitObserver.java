package io.fairlead.proxy.rules;

/** Is told what becomes of rate limits; any thread. */
public interface LimitObserver {
  /** A caller's bucket made room for another's: should it come back, it begins with a full one. */
  void callerForgotten();
}
