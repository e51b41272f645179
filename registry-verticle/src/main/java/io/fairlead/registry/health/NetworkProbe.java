package io.fairlead.registry.health;

import io.fairlead.catalog.HealthCheckConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Every type of check, with clients of its own that live as long as it does. */
final class NetworkProbe implements Probe {
  private final HttpProbe http;
  private final TcpProbe tcp;

  NetworkProbe(Vertx vertx, HealthSettings settings) {
    this.http = new HttpProbe(vertx, settings);
    this.tcp = new TcpProbe(vertx, settings);
  }

  @Override
  public Future<CheckResult> check(HealthTarget target) {
    var probe = target.check().type() == HealthCheckConfig.Type.TCP ? tcp : http;
    return probe.check(target);
  }

  /** Ends what is under way. */
  Future<Void> close() {
    return Future.join(http.close(), tcp.close()).mapEmpty();
  }
}
