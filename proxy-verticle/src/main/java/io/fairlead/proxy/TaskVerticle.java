package io.fairlead.proxy;

import io.fairlead.catalog.view.CatalogReader;
import io.fairlead.proxy.check.HealthWatch;
import io.fairlead.proxy.register.Registrar;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.LinkedHashMap;
import java.util.Map;

/** What there is once per sidecar: the view, and the checks and leases of the task's services. */
final class TaskVerticle extends VerticleBase {
  private static final long FORGET_MILLIS = 1000;

  private final SidecarParts parts;
  private final Map<String, HealthWatch> watches = new LinkedHashMap<>();
  private final Map<String, Registrar> registrars = new LinkedHashMap<>();
  private final CatalogReader reader;
  private long forgetting;

  TaskVerticle(SidecarParts parts, CatalogReader reader) {
    this.parts = parts;
    this.reader = reader;
  }

  @Override
  public Future<?> start() {
    reader.onChange(parts.routes::update);
    reader.start();
    forgetting = vertx.setPeriodic(FORGET_MILLIS, timer -> parts.routes.forget());
    parts.places.served().forEach(this::serve);
    return Future.succeededFuture();
  }

  private void serve(TaskPlaces.Served served) {
    String name = served.settings().discoveryName();
    var registrar = TaskRegistration.of(vertx, parts, served);
    var check = TaskCheck.of(vertx, parts.settings.task().host(), served.settings());
    var pace = TaskCheck.pace(served.settings().check());
    var watch = new HealthWatch(vertx, name, check, pace, registrar::healthChanged);
    registrars.put(name, registrar);
    watches.put(name, watch);
    parts.metrics.registered(name, () -> registrar.isRegistered() ? 1 : 0);
    registrar.start();
    watch.start();
  }

  /** Which of the task's services the registry knows of; any thread. */
  Map<String, Boolean> registered() {
    Map<String, Boolean> registered = new LinkedHashMap<>();
    registrars.forEach((name, registrar) -> registered.put(name, registrar.isRegistered()));
    return registered;
  }

  /** What the checks of the task's services say; any thread. */
  Map<String, String> checks() {
    Map<String, String> checks = new LinkedHashMap<>();
    watches.forEach((name, watch) -> checks.put(name, watch.standing()));
    return checks;
  }

  /** Gives the leases back; any thread. */
  Future<Void> deregister() {
    if (context == null) {
      return Future.succeededFuture();
    }
    Promise<Void> done = Promise.promise();
    context.runOnContext(v -> leave().onComplete(done));
    return done.future();
  }

  private Future<Void> leave() {
    return Future.join(watches.values().stream().map(HealthWatch::close).toList())
        .transform(v -> Future.join(registrars.values().stream().map(Registrar::close).toList()))
        .mapEmpty();
  }

  @Override
  public Future<?> stop() {
    vertx.cancelTimer(forgetting);
    return reader.close();
  }
}
