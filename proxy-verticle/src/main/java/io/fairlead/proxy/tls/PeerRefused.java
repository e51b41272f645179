package io.fairlead.proxy.tls;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;

/** The other end is not who it should be, or took us for somebody else. */
final class PeerRefused extends SSLException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what it showed, and what was expected
   */
  PeerRefused(String message) {
    super(message);
  }

  /** Why a handshake failed, in words for whoever operates the mesh. */
  static PeerRefused because(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PeerRefused refused) {
        return refused;
      }
      if (cause instanceof CertificateExpiredException) {
        return new PeerRefused(
            "its certificate has expired (" + cause.getMessage() + "); look at its renewal");
      }
      if (cause instanceof CertificateNotYetValidException) {
        return new PeerRefused(
            "its certificate is not valid yet (" + cause.getMessage() + "); look at both clocks");
      }
      if (isOfPath(cause)) {
        return new PeerRefused(
            "its certificate is of no authority in the trust bundle (expected: one that is); look"
                + " at tls.bundle on both sides");
      }
    }
    return new PeerRefused("the TLS handshake failed: " + failure.getMessage());
  }

  private static boolean isOfPath(Throwable cause) {
    return cause instanceof CertPathBuilderException
        || (cause instanceof CertPathValidatorException validation
            && validation.getCause() == null);
  }
}
