package io.fairlead.proxy;

import io.fairlead.proxy.tls.MeshTls;
import io.fairlead.proxy.tls.TlsObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The meters of the mesh's TLS; any thread. */
final class TlsMetrics implements TlsObserver {
  private final MeterRegistry registry;
  private final Counter made;
  private final Counter failed;
  private final Counter late;
  private final Counter swapped;
  private final Counter refused;

  TlsMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.made = handshakes("ok");
    this.failed = handshakes("failed");
    this.late = handshakes("timeout");
    this.swapped = reloads("ok");
    this.refused = reloads("failed");
  }

  private Counter handshakes(String outcome) {
    return Counter.builder("mesh_proxy_tls_handshakes_total")
        .description("TLS handshakes with other sidecars")
        .tag("outcome", outcome)
        .register(registry);
  }

  private Counter reloads(String outcome) {
    return Counter.builder("mesh_proxy_tls_reloads_total")
        .description("Times that a changed certificate was taken over")
        .tag("outcome", outcome)
        .register(registry);
  }

  @Override
  public void handshake() {
    made.increment();
  }

  @Override
  public void handshakeFailed() {
    failed.increment();
  }

  @Override
  public void handshakeTimedOut() {
    late.increment();
  }

  void reloaded(boolean good) {
    (good ? swapped : refused).increment();
  }

  /** Tells when scraped how long the sidecar's certificate is valid still. */
  void follow(MeshTls tls) {
    Gauge.builder(
            "mesh_proxy_tls_certificate_expiry_seconds",
            () -> tls.end().getEpochSecond() - System.currentTimeMillis() / 1000.0)
        .description("How long the sidecar's certificate is still valid; negative once it is not")
        .register(registry);
  }
}
