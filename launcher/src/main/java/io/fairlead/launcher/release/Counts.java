package io.fairlead.launcher.release;

/**
 * What callers got from one target.
 *
 * @param ok answers that are no failure of the server
 * @param failed the others, and what broke off
 */
record Counts(long ok, long failed) {
  static final Counts NONE = new Counts(0, 0);

  long requests() {
    return ok + failed;
  }

  /** In percent; 100 without requests. */
  double success() {
    return requests() == 0 ? 100 : 100.0 * ok / requests();
  }

  Counts plus(Counts other) {
    return new Counts(ok + other.ok, failed + other.failed);
  }

  Counts minus(Counts other) {
    return new Counts(ok - other.ok, failed - other.failed);
  }
}
