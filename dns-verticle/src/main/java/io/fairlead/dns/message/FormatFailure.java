package io.fairlead.dns.message;

/** A message is not one. Anybody can send any bytes, so it costs nothing: one, without a trace. */
final class FormatFailure extends Exception {
  private static final long serialVersionUID = 1L;
  static final FormatFailure MALFORMED = new FormatFailure();

  private FormatFailure() {
    super("not a DNS message", null, false, false);
  }
}
