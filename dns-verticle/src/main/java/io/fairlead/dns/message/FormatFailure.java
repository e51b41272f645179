package io.fairlead.dns.message;

/** A message is not one. Anybody can send any bytes, so it is cheap: no stack trace. */
final class FormatFailure extends Exception {
  private static final long serialVersionUID = 1L;

  FormatFailure() {
    super("not a DNS message", null, false, false);
  }
}
