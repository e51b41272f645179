package io.fairlead.registry.health;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;

/** TCP checks: a connection is enough, and is closed at once. */
final class TcpProbe implements Probe {
  private final NetClient client;

  TcpProbe(Vertx vertx, HealthSettings settings) {
    this.client =
        vertx.createNetClient(
            new NetClientOptions()
                .setConnectTimeout((int) settings.tcpConnectTimeout().toMillis()));
  }

  @Override
  public Future<CheckResult> check(HealthTarget target) {
    return client
        .connect(target.port(), target.address())
        .onSuccess(socket -> socket.close())
        .map(CheckResult.HEALTHY)
        .otherwise(CheckResult::ofFailure);
  }

  Future<Void> close() {
    return client.close();
  }
}
