package io.fairlead.proxy;

import io.fairlead.proxy.settings.TlsSettings;
import io.fairlead.proxy.tls.CredentialFiles;
import io.fairlead.proxy.tls.MeshTls;
import io.fairlead.proxy.tls.TlsMode;
import io.fairlead.proxy.tls.TlsObserver;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.Set;

/** The sidecar's TLS with the mesh, and where its certificate comes from. */
final class MeshIdentity {
  final MeshTls tls;
  private final CredentialFiles files;

  private MeshIdentity(MeshTls tls, CredentialFiles files) {
    this.tls = tls;
    this.files = files;
  }

  /** Reads nothing yet; without TLS there is nothing to read, nor a meter. */
  static MeshIdentity of(TlsSettings settings, MeterRegistry meters) {
    if (settings.mode() == TlsMode.OFF) {
      return new MeshIdentity(tls(settings, TlsObserver.NONE), null);
    }
    var metrics = new TlsMetrics(meters);
    var tls = tls(settings, metrics);
    metrics.follow(tls);
    var files =
        new CredentialFiles(
            Path.of(settings.certificate()),
            Path.of(settings.key()),
            Path.of(settings.bundle()),
            tls,
            metrics::reloaded);
    return new MeshIdentity(tls, files);
  }

  private static MeshTls tls(TlsSettings settings, TlsObserver observer) {
    return new MeshTls(
        settings.mode(),
        Set.copyOf(settings.plaintextTo()),
        settings.handshakeTimeout().toMillis(),
        settings.detectTimeout().toNanos(),
        observer);
  }

  boolean isOff() {
    return files == null;
  }

  /** Reads its files; blocks. */
  void load() {
    files.load();
  }

  /** Takes over what has changed of them; blocks. */
  void reload() {
    files.reload();
  }
}
