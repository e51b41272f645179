package io.fairlead.registry.api;

/**
 * An accepted change could not be made: the request succeeds, its operation ends with FAIL.
 * Expected, hence without a stack trace.
 */
final class OperationFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String code;

  /**
   * @param code AWS's {@code ErrorCode}, as in {@code CANNOT_CREATE_HOSTED_ZONE}
   */
  OperationFailure(String code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  String code() {
    return code;
  }
}
