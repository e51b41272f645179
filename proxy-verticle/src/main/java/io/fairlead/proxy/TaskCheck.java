package io.fairlead.proxy;

import io.fairlead.proxy.check.AppCheck;
import io.fairlead.proxy.check.CommandCheck;
import io.fairlead.proxy.check.GrpcCheck;
import io.fairlead.proxy.check.HealthWatch;
import io.fairlead.proxy.check.HttpCheck;
import io.fairlead.proxy.check.TcpCheck;
import io.fairlead.proxy.settings.CheckSettings;
import io.fairlead.proxy.settings.ServiceSettings;
import io.vertx.core.Vertx;

/** How settings ask for a check. */
final class TaskCheck {
  private TaskCheck() {}

  static AppCheck of(Vertx vertx, String host, ServiceSettings service) {
    var settings = service.check();
    if (settings.command() != null) {
      return new CommandCheck(vertx, settings.command(), settings.timeout());
    }
    int port = service.containerPort();
    if (settings.grpc() != null) {
      return new GrpcCheck(vertx, host, port, settings.grpc(), settings.timeout());
    }
    return settings.httpPath() != null
        ? new HttpCheck(vertx, host, port, settings.httpPath(), settings.timeout())
        : new TcpCheck(vertx, host, port, settings.timeout());
  }

  static HealthWatch.Pace pace(CheckSettings settings) {
    return new HealthWatch.Pace(
        settings.startInterval(),
        settings.startWithin(),
        settings.interval(),
        settings.failures(),
        settings.successes());
  }
}
