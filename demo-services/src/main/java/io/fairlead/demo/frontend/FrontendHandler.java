package io.fairlead.demo.frontend;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * {@code /} is the page, {@code /api} calls the backend's {@code /} and {@code /api/x} its {@code
 * /x}, {@code /health} says that it lives.
 */
final class FrontendHandler implements Handler<HttpServerRequest> {
  private static final String API = "/api";

  private final BackendClient backend;
  private final Router router;

  FrontendHandler(Vertx vertx, BackendClient backend) {
    this.backend = backend;
    this.router = Router.router(vertx);
    router.get("/health").handler(c -> c.json(new JsonObject().put("status", "ok")));
    router.get(API).handler(this::callBackend);
    router.get(API + "/*").handler(this::callBackend);
    serve("/", "index.html", "text/html; charset=utf-8");
    serve("/page.css", "page.css", "text/css; charset=utf-8");
    serve("/page.js", "page.js", "text/javascript; charset=utf-8");
  }

  @Override
  public void handle(HttpServerRequest request) {
    router.handle(request);
  }

  private void callBackend(RoutingContext context) {
    String path = context.request().path().substring(API.length());
    var frontend = new JsonObject().put("frontend", context.request().localAddress().toString());
    backend
        .call(path.isEmpty() ? "/" : path)
        .onSuccess(answer -> context.json(frontend.put("backend", answer)))
        .onFailure(
            failure -> {
              context.response().setStatusCode(502);
              context.json(frontend.put("error", "backend: " + failure.getMessage()));
            });
  }

  private void serve(String path, String resource, String contentType) {
    String content = read(resource);
    router
        .get(path)
        .handler(
            context ->
                context
                    .response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                    .putHeader(
                        "content-security-policy", "default-src 'self'; frame-ancestors 'none'")
                    .end(content));
  }

  private static String read(String resource) {
    try (InputStream in = FrontendHandler.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
