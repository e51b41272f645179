package io.fairlead.proxy.gateway;

import io.netty.handler.ssl.SslContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which certificate is served to whom, at one moment; immutable. A name of the certificate itself
 * goes before a wildcard, which stands for one label (RFC 6125 §6.4.3), and among equal names the
 * first certificate has it.
 */
final class CertificateTable {
  private final Map<String, SslContext> byName = new HashMap<>();
  private final Map<String, SslContext> byDomain = new HashMap<>();
  private final SslContext first;

  /**
   * @param certificates one or more
   */
  CertificateTable(List<LoadedCertificate> certificates) {
    first = certificates.get(0).context();
    for (var certificate : certificates) {
      for (String name : certificate.names()) {
        if (name.startsWith("*.")) {
          byDomain.putIfAbsent(name.substring(2), certificate.context());
        } else {
          byName.putIfAbsent(name, certificate.context());
        }
      }
    }
  }

  /**
   * The first certificate when there is none for that name.
   *
   * @param host in lower case; null when the client names none
   */
  SslContext find(String host) {
    if (host == null) {
      return first;
    }
    var named = byName.get(host);
    if (named != null) {
      return named;
    }
    return byDomain.getOrDefault(host.substring(host.indexOf('.') + 1), first);
  }
}
