package io.fairlead.proxy.gateway;

import io.fairlead.node.StartFailure;
import io.fairlead.proxy.settings.GatewayCertificateSettings;
import io.fairlead.proxy.tls.BadCertificate;
import io.netty.handler.ssl.SslContext;
import io.netty.util.Mapping;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates of one listener. They are read on one thread at a time and served on all:
 * connections keep the one that they began with.
 */
final class Certificates implements Mapping<String, SslContext> {
  private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);

  private final List<CertificateFiles> all;
  private final GatewayMetrics metrics;
  private final Map<CertificateFiles, String> complaints = new HashMap<>();
  private volatile CertificateTable table;

  Certificates(List<GatewayCertificateSettings> settings, GatewayMetrics metrics) {
    this.all = settings.stream().map(CertificateFiles::new).toList();
    this.metrics = metrics;
  }

  /**
   * Reads all for the first time; blocks.
   *
   * @throws StartFailure when one of them is wrong
   */
  void load() {
    for (var files : all) {
      try {
        files.read();
      } catch (BadCertificate e) {
        throw new StartFailure(e.getMessage() + "; see gateway.listeners");
      }
      if (files.served().names().isEmpty() && files != all.get(0)) {
        throw new StartFailure(
            "certificate "
                + files.name()
                + " names no host (expected: a DNS name among its subject alternative names, or"
                + " hosts)");
      }
      metrics.certificate(files.name(), files::end);
    }
    swap();
  }

  /** Reads those again that have changed; what is wrong leaves the old one in its place; blocks. */
  void reload() {
    boolean changed = false;
    for (var files : all) {
      try {
        if (files.read()) {
          changed = true;
          complaints.remove(files);
          metrics.swapped();
          LOG.info("certificate {} is taken over, valid until {}", files.name(), files.end());
        }
      } catch (BadCertificate e) {
        complain(files, e.getMessage());
      }
    }
    if (changed) {
      swap();
    }
  }

  private void complain(CertificateFiles files, String message) {
    if (!message.equals(complaints.put(files, message))) {
      metrics.refused();
      LOG.error("{}; the certificate before it, valid until {}, stays", message, files.end());
    }
  }

  private void swap() {
    if (!all.isEmpty()) {
      table = new CertificateTable(all.stream().map(CertificateFiles::served).toList());
    }
  }

  /** For a handshake; any thread. */
  @Override
  public SslContext map(String host) {
    return table.find(host);
  }
}
