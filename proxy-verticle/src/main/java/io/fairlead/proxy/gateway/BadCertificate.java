package io.fairlead.proxy.gateway;

/** A certificate, its key or their files are not what they should be. */
final class BadCertificate extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message subject, value and expectation
   */
  BadCertificate(String message) {
    super(message, null, false, false);
  }
}
