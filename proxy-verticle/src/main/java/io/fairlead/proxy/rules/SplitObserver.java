package io.fairlead.proxy.rules;

/** Gives the counters of splits; asked when rules are compiled, never by a request. */
public interface SplitObserver {
  /** The counter of this destination, the same one for as long as a policy names it. */
  SplitCounter counter(SplitPart part);
}
