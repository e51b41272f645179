package io.fairlead.node;

import io.fairlead.node.link.BusLink;
import io.fairlead.node.link.LinkRole;
import io.fairlead.node.link.LinkSettings;
import io.fairlead.node.settings.Setting;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;

/** A small process with all that a real one has, started as a child JVM and within tests. */
final class SampleProcess implements NodeProcess<SampleProcess.SampleSettings> {
  record SampleSettings(
      ManagementSettings management,
      LinkSettings link,
      @Setting(value = "false", doc = "Whether to link to a registry") boolean linked,
      @Setting(value = "0", doc = "Port of the sample listener", min = 0, max = 65535) int port,
      @Setting(value = "false", doc = "Whether the start fails") boolean broken) {}

  private HttpServer server;

  public static void main(String... args) {
    Node.main(new SampleProcess(), args);
  }

  @Override
  public String name() {
    return "sample";
  }

  @Override
  public Class<SampleSettings> settingsType() {
    return SampleSettings.class;
  }

  @Override
  public ManagementSettings management(SampleSettings settings) {
    return settings.management();
  }

  @Override
  public Future<Void> start(NodeContext node, SampleSettings settings) {
    if (settings.broken()) {
      return Future.failedFuture(new IllegalStateException("broken on purpose"));
    }
    var linked =
        settings.linked()
            ? BusLink.deploy(node, settings.link(), LinkRole.READER)
            : Future.<Void>succeededFuture();
    return linked.compose(v -> listen(node, settings));
  }

  private Future<Void> listen(NodeContext node, SampleSettings settings) {
    node.drain().onDrain("sample", Future::succeededFuture);
    node.management().get("/routes", () -> new JsonObject().put("backend", 3));
    server = node.vertx().createHttpServer().requestHandler(r -> r.response().end("hello"));
    return server
        .listen(settings.port(), "127.0.0.1")
        .onSuccess(s -> node.management().listening("sample", "127.0.0.1", s.actualPort()))
        .recover(
            e ->
                Future.failedFuture(
                    BindFailure.explain("sample", "port", "127.0.0.1", settings.port(), e)))
        .mapEmpty();
  }
}
