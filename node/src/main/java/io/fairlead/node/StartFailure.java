package io.fairlead.node;

/**
 * A process cannot start, for a reason that its user can mend: told in one line, without a stack
 * trace, with exit code 2.
 */
public final class StartFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message subject, value, expectation and next step
   */
  public StartFailure(String message) {
    super(message, null, false, false);
  }
}
