package io.fairlead.node;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.util.NetUtil;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The management port: {@code /live}, {@code /ready}, {@code /metrics} and the roles' pages. */
final class ManagementServer {
  private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);
  private static final String ONLY_HERE = "only a program on the same machine may ask for this";
  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final String process;
  private final NodeContext node;
  private final PrometheusMeterRegistry meters;
  private final HttpServer server;
  private Future<String> scrape = Future.succeededFuture();

  ManagementServer(String process, NodeContext node, PrometheusMeterRegistry meters) {
    this.process = process;
    this.node = node;
    this.meters = meters;
    this.server = node.vertx().createHttpServer(options()).requestHandler(this::handle);
  }

  /** Fails with {@link StartFailure} when the address cannot be bound. */
  Future<Void> listen(ManagementSettings settings) {
    String host = settings.host();
    return server
        .listen(settings.port(), host)
        .recover(
            e ->
                Future.failedFuture(
                    BindFailure.explain("management", "management.port", host, settings.port(), e)))
        .onSuccess(s -> node.management().listening("management", host, s.actualPort()))
        .mapEmpty();
  }

  int port() {
    return server.actualPort();
  }

  private static HttpServerOptions options() {
    return new HttpServerOptions()
        .setIdleTimeout(60)
        .setIdleTimeoutUnit(TimeUnit.SECONDS)
        .setHttp2ClearTextEnabled(false);
  }

  private void handle(HttpServerRequest request) {
    try {
      answer(request);
    } catch (RuntimeException e) {
      LOG.warn("{} cannot be answered", request.path(), e);
      refuse(request, 500, "cannot be answered: " + e.getMessage());
    }
  }

  private void answer(HttpServerRequest request) {
    String path = request.path() == null ? "" : request.path();
    var exchange = node.management().exchange(path);
    if (exchange.isPresent()) {
      exchange(request, exchange.get());
      return;
    }
    var action = node.management().action(path);
    if (action.isPresent()) {
      act(request, action.get());
      return;
    }
    var page = node.management().page(path);
    boolean known = page.isPresent() || isOwn(path);
    if (!known) {
      refuse(request, 404, "no such page; GET / lists them");
    } else if (!request.method().equals(HttpMethod.GET)
        && !request.method().equals(HttpMethod.HEAD)) {
      request.response().putHeader("Allow", "GET, HEAD");
      refuse(request, 405, "only GET and HEAD are answered here");
    } else if (page.isPresent()) {
      json(request, page.get().get());
    } else {
      own(request, path);
    }
  }

  private static void exchange(HttpServerRequest request, Exchange exchange) {
    if (!request.method().equals(exchange.method())) {
      request.response().putHeader("Allow", exchange.method().name());
      refuse(request, 405, "only " + exchange.method() + " is answered here");
      return;
    }
    if (request.method().equals(HttpMethod.POST) && !isFromHere(request)) {
      refuse(request, 403, ONLY_HERE);
      return;
    }
    var body = Buffer.buffer();
    request.handler(
        chunk -> {
          // What comes after a refusal is read and thrown away, so that the refusal is heard.
          if (body.length() + chunk.length() <= exchange.bytesMax()) {
            body.appendBuffer(chunk);
          } else if (!request.response().ended()) {
            refuse(request, 413, "longer than " + exchange.bytesMax() + " bytes");
          }
        });
    request.endHandler(
        end -> {
          if (!request.response().ended()) {
            answer(request, exchange, body);
          }
        });
  }

  private static void answer(HttpServerRequest request, Exchange exchange, Buffer body) {
    exchange
        .answer()
        .apply(body)
        .onSuccess(json -> request.response().putHeader("Content-Type", JSON).end(json))
        .onFailure(
            e ->
                refuse(request, e instanceof IllegalArgumentException ? 400 : 503, e.getMessage()));
  }

  private static void act(HttpServerRequest request, Supplier<Future<JsonObject>> action) {
    if (!request.method().equals(HttpMethod.POST)) {
      request.response().putHeader("Allow", "POST");
      refuse(request, 405, "only POST is answered here");
    } else if (!isFromHere(request)) {
      refuse(request, 403, ONLY_HERE);
    } else {
      action
          .get()
          .onSuccess(body -> json(request, body))
          .onFailure(e -> refuse(request, 500, "failed: " + e.getMessage()));
    }
  }

  /** Not a page in a browser on this machine either: those say where they come from. */
  private static boolean isFromHere(HttpServerRequest request) {
    String address = request.remoteAddress().hostAddress();
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address == null ? "" : address);
    try {
      return bytes != null
          && InetAddress.getByAddress(bytes).isLoopbackAddress()
          && !request.headers().contains(HttpHeaders.ORIGIN);
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static boolean isOwn(String path) {
    return path.equals("/")
        || path.equals("/live")
        || path.equals("/ready")
        || path.equals("/metrics");
  }

  private void own(HttpServerRequest request, String path) {
    switch (path) {
      case "/live" -> send(request, 200, TEXT, "live\n");
      case "/ready" -> ready(request);
      case "/metrics" -> metrics(request);
      default -> json(request, contents());
    }
  }

  private void ready(HttpServerRequest request) {
    List<String> missing = node.readiness().missing();
    if (missing.isEmpty()) {
      send(request, 200, TEXT, "ready\n");
    } else {
      var body = new JsonObject().put("ready", false).put("missing", new JsonArray(missing));
      send(request, 503, JSON, body.encode() + "\n");
    }
  }

  /** Gathering takes milliseconds and runs on a worker, once for all who ask meanwhile. */
  private void metrics(HttpServerRequest request) {
    if (scrape.isComplete()) {
      scrape = node.vertx().executeBlocking(() -> meters.scrape(), false);
    }
    scrape
        .onSuccess(text -> send(request, 200, PROMETHEUS, text))
        .onFailure(
            e -> {
              LOG.warn("metrics cannot be gathered", e);
              refuse(request, 500, "metrics cannot be gathered: " + e.getMessage());
            });
  }

  private JsonObject contents() {
    var paths = new JsonArray().add("/live").add("/ready").add("/metrics");
    node.management().paths().forEach(paths::add);
    var listeners = new JsonObject();
    node.management().listeners().forEach(listeners::put);
    return new JsonObject().put("process", process).put("paths", paths).put("listeners", listeners);
  }

  private static void json(HttpServerRequest request, JsonObject body) {
    if (body == null) {
      refuse(request, 404, "nothing here now");
    } else {
      send(request, 200, JSON, body.encodePrettily() + "\n");
    }
  }

  private static void refuse(HttpServerRequest request, int status, String message) {
    send(request, status, JSON, new JsonObject().put("message", message).encode() + "\n");
  }

  private static void send(HttpServerRequest request, int status, String type, String body) {
    var response = request.response();
    if (response.closed()) {
      return;
    }
    response.setStatusCode(status).putHeader("Content-Type", type);
    var bytes = Buffer.buffer(body);
    if (request.method().equals(HttpMethod.HEAD)) {
      response.putHeader("Content-Length", Integer.toString(bytes.length())).end();
    } else {
      response.end(bytes);
    }
  }
}
