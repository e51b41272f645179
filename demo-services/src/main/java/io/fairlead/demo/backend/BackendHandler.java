package io.fairlead.demo.backend;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Answers {@code /health}, {@code /settings}, and everything else with who it is. Everything runs
 * on the server's one event loop.
 */
final class BackendHandler implements Handler<HttpServerRequest> {
  private static final int SETTINGS_BYTES_MAX = 4096;

  private final Vertx vertx;
  private final RandomGenerator random;
  private final String service;
  private final String version;
  private final Router router;
  private Behaviour behaviour;
  private long served;

  /**
   * @param random decides which requests fail
   * @param service its name, told in every answer
   * @param version a label, told in every answer
   */
  BackendHandler(
      Vertx vertx, RandomGenerator random, String service, String version, Behaviour behaviour) {
    this.vertx = vertx;
    this.random = random;
    this.service = service;
    this.version = version;
    this.behaviour = behaviour;
    this.router = Router.router(vertx);
    router.get("/health").handler(c -> c.json(new JsonObject().put("status", "ok")));
    router.get("/settings").handler(c -> c.json(settings()));
    router
        .post("/settings")
        .handler(BodyHandler.create(false).setBodyLimit(SETTINGS_BYTES_MAX))
        .handler(this::change);
    router.route().handler(this::answer);
  }

  @Override
  public void handle(HttpServerRequest request) {
    router.handle(request);
  }

  private void answer(RoutingContext context) {
    long delay = behaviour.delayMillis();
    if (delay == 0) {
      respond(context);
    } else {
      vertx.setTimer(delay, t -> respond(context));
    }
  }

  private void respond(RoutingContext context) {
    served++;
    var body =
        new JsonObject()
            .put("service", service)
            .put("address", context.request().localAddress().toString())
            .put("version", version)
            .put("path", context.request().path())
            .put("served", served);
    if (random.nextDouble() < behaviour.failureRate()) {
      context.response().setStatusCode(500);
      body.put("error", "failed on request: failureRate is " + behaviour.failureRate());
    }
    context.json(body);
  }

  private void change(RoutingContext context) {
    try {
      behaviour = behaviour.with(changes(context));
      context.json(settings());
    } catch (IllegalArgumentException | DecodeException | ClassCastException e) {
      String reason =
          e instanceof IllegalArgumentException ? e.getMessage() : "body is not a JSON object";
      context.response().setStatusCode(400);
      context.json(new JsonObject().put("error", reason));
    }
  }

  private static Map<String, String> changes(RoutingContext context) {
    Map<String, String> changes = new HashMap<>();
    context.queryParams().forEach(p -> changes.put(p.getKey(), p.getValue()));
    if (context.body().length() > 0) {
      context
          .body()
          .asJsonObject()
          .forEach(e -> changes.put(e.getKey(), String.valueOf(e.getValue())));
    }
    return changes;
  }

  private JsonObject settings() {
    return new JsonObject()
        .put("delayMillis", behaviour.delayMillis())
        .put("failureRate", behaviour.failureRate());
  }
}
