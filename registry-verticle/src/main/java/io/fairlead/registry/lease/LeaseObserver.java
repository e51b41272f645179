package io.fairlead.registry.lease;

/** Who counts what happens to leases; called from any thread, must not block. */
public interface LeaseObserver {
  /** What became of a request. */
  enum Answer {
    OK,
    INVALID,
    UNKNOWN,
    FAILED
  }

  /**
   * A sidecar was answered.
   *
   * @param operation {@code register}, {@code renew} or {@code deregister}
   * @param nanos from the request's arrival to its answer
   */
  void answered(String operation, Answer answer, long nanos);

  /** An instance was removed because its lease ran out. */
  void expired();

  /**
   * Whether a namespace's leases are kept although they ran out has changed.
   *
   * @param begun false when its leases expire again
   */
  void freezeChanged(boolean begun);

  /** How many leases of this node ran out and are kept because too many did at once. */
  void frozen(int leases);
}
