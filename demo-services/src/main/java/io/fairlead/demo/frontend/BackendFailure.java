package io.fairlead.demo.frontend;

/** The backend gave no usable answer; the message says why, for whoever asked the frontend. */
final class BackendFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BackendFailure(String reason) {
    super(reason, null, false, false);
  }
}
