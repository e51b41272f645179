package io.fairlead.proxy.tls;

import java.security.cert.X509Certificate;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Who is at the other end of a session. */
final class PeerName {
  private PeerName() {}

  static String of(SSLSession session) throws PeerRefused {
    try {
      if (session.getPeerCertificates()[0] instanceof X509Certificate leaf) {
        return SpiffeUri.of(leaf);
      }
    } catch (SSLPeerUnverifiedException e) {
      // It showed none.
    }
    throw new PeerRefused("it showed no certificate (expected: that of a workload)");
  }
}
