package io.fairlead.registry.health;

import java.net.Socket;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Accepts whatever certificate an instance shows to a health check, expired and self-signed ones
 * included, as Route 53 does. A check sends nothing that is secret and believes nothing but that
 * somebody answered, so there is nobody to be deceived; verifying it would take instances out of
 * service whose callers get on with them well. For the checks' own client only: no other connection
 * may be made with it, and {@code health.verifyCertificates} does without it.
 */
final class AnyCertificate extends X509ExtendedTrustManager {
  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType) {
    // Accepted.
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
    // Accepted.
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
    // Accepted.
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType) {
    throw onlyServers();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
    throw onlyServers();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
    throw onlyServers();
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }

  private static UnsupportedOperationException onlyServers() {
    return new UnsupportedOperationException("health checks connect, they do not listen");
  }
}
