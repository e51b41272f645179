package io.fairlead.proxy.gateway;

import io.fairlead.proxy.tls.TlsObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.function.Supplier;

/** The meters of TLS and its certificates; any thread. */
public final class GatewayMetrics implements TlsObserver {
  private final MeterRegistry registry;
  private final Counter made;
  private final Counter failed;
  private final Counter late;
  private final Counter swapped;
  private final Counter refused;

  public GatewayMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.made = handshakes("ok");
    this.failed = handshakes("failed");
    this.late = handshakes("timeout");
    this.swapped = reloads("ok");
    this.refused = reloads("failed");
  }

  private Counter handshakes(String outcome) {
    return Counter.builder("mesh_proxy_gateway_handshakes_total")
        .description("TLS handshakes of the gateway")
        .tag("outcome", outcome)
        .register(registry);
  }

  private Counter reloads(String outcome) {
    return Counter.builder("mesh_proxy_gateway_reloads_total")
        .description("Times that changed files of a certificate were taken over")
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

  void swapped() {
    swapped.increment();
  }

  void refused() {
    refused.increment();
  }

  /**
   * Tells when scraped how long a certificate is valid still.
   *
   * @param file as set
   */
  void certificate(String file, Supplier<Instant> end) {
    Gauge.builder(
            "mesh_proxy_gateway_certificate_expiry_seconds",
            () -> end.get().getEpochSecond() - System.currentTimeMillis() / 1000.0)
        .description("How long a certificate is still valid; negative once it is not")
        .tag("certificate", file)
        .register(registry);
  }
}
