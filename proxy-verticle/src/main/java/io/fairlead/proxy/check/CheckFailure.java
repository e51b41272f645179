package io.fairlead.proxy.check;

/** Why a probe did not find the application working; expected, hence without a stack trace. */
final class CheckFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CheckFailure(String message) {
    super(message, null, false, false);
  }
}
