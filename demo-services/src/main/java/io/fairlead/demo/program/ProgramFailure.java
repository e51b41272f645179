package io.fairlead.demo.program;

/** A program cannot start, for a reason that its user can mend: one line, exit code 2. */
public final class ProgramFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message subject, value, expectation
   */
  public ProgramFailure(String message) {
    super(message, null, false, false);
  }
}
