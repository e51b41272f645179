package io.fairlead.launcher.process;

/** What happens to a process that ended although nobody stopped it. */
public enum Restart {
  /** It is started again; one that died three times without having been ready cannot start. */
  ALWAYS,

  /**
   * As {@link #ALWAYS}, but one that ends with exit code 2 before it was ready cannot start: so
   * Fairlead's own processes say that only the user can mend it.
   */
  UNLESS_REFUSED,

  /** It stays ended (ECS: {@code "essential": false}). */
  NEVER
}
