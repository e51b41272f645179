package io.fairlead.proxy.tls;

/** A certificate, its key or their files are not what they should be. */
public final class BadCertificate extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message subject, value and expectation
   */
  public BadCertificate(String message) {
    super(message, null, false, false);
  }
}
