package io.fairlead.proxy.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.regex.Pattern;

/** The name in a workload's certificate: its one URI (SPIFFE X.509-SVID §2). Pure. */
final class SpiffeUri {
  private static final String SCHEME = "spiffe://";
  private static final int URI_NAME = 6;
  private static final int LENGTH_MAX = 2048;

  /** SPIFFE-ID §2: the trust domain, then a path of plain segments. */
  private static final Pattern FORM =
      Pattern.compile("spiffe://([a-z0-9._-]+)((?:/(?!\\.{1,2}(?:/|$))[a-zA-Z0-9._-]+)+)");

  private SpiffeUri() {}

  /**
   * The name that a certificate is for.
   *
   * @throws PeerRefused when it is for no workload, or for several
   */
  static String of(X509Certificate certificate) throws PeerRefused {
    String found = null;
    try {
      var names = certificate.getSubjectAlternativeNames();
      if (names != null) {
        for (var name : names) {
          if (name.get(0).equals(URI_NAME)) {
            if (found != null) {
              throw new PeerRefused("its certificate names several workloads (expected: one)");
            }
            found = name.get(1).toString();
          }
        }
      }
    } catch (CertificateParsingException e) {
      throw new PeerRefused("the names in its certificate cannot be read: " + e.getMessage());
    }
    if (found == null) {
      throw new PeerRefused("its certificate names no workload (expected: a URI spiffe://...)");
    }
    if (found.length() > LENGTH_MAX || !FORM.matcher(found).matches()) {
      throw new PeerRefused(
          "its certificate names " + found + " (expected: spiffe://<trust domain>/<path>)");
    }
    return found;
  }

  /** The trust domain of such a name. */
  static String trustDomain(String uri) {
    return uri.substring(SCHEME.length(), uri.indexOf('/', SCHEME.length()));
  }

  /**
   * The name of a workload.
   *
   * @param path without a slash in front
   */
  static String of(String trustDomain, String path) {
    return SCHEME + trustDomain + "/" + path;
  }
}
