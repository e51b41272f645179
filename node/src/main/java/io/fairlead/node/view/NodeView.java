package io.fairlead.node.view;

import io.fairlead.catalog.view.CatalogReader;
import io.fairlead.catalog.view.ReaderSettings;
import io.fairlead.catalog.view.ViewKeeper;
import io.fairlead.node.ManagementSettings;
import io.fairlead.node.NodeContext;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;

/** Makes the one {@link CatalogReader} of a process that reads the catalog. */
public final class NodeView {
  private static final String FILE_SAFE = "[^A-Za-z0-9.-]";

  private NodeView() {}

  /**
   * A reader that is not started yet. Adds the readiness condition {@code <process>-view}, which
   * holds as soon as there is something to serve from; when that is a kept view, the condition
   * {@code link} is waived, since a registry that is down must not keep a process from serving. A
   * kept view adds the management page {@code /view} and meters.
   *
   * @param process its name: {@code dns}, {@code proxy}
   * @param management where its management port is, which tells it from its like on a machine
   */
  public static CatalogReader of(
      NodeContext node, String process, ViewSettings settings, ManagementSettings management) {
    var reader =
        settings.folder().isBlank()
            ? new CatalogReader(node.vertx(), ReaderSettings.defaults())
            : kept(node, settings, file(process, settings, management));
    node.readiness().require(process + "-view", reader::hasView);
    return reader;
  }

  private static CatalogReader kept(NodeContext node, ViewSettings settings, Path file) {
    var keeper = new ViewKeeper(node.vertx(), file, settings.saveInterval(), settings.bytesMax());
    var reader = new CatalogReader(node.vertx(), ReaderSettings.defaults(), keeper);
    node.readiness().waive("link", reader::isStale);
    node.management().get("/view", () -> page(reader, file));
    ViewMetrics.register(node.meters(), reader, keeper);
    return reader;
  }

  private static Path file(String process, ViewSettings settings, ManagementSettings management) {
    String host = management.host().replaceAll(FILE_SAFE, "_");
    return Path.of(
        settings.folder(), "view-" + process + "-" + host + "-" + management.port() + ".json");
  }

  private static JsonObject page(CatalogReader reader, Path file) {
    var state = reader.state();
    return new JsonObject()
        .put("stale", reader.isStale())
        .put("synced", reader.isSynced())
        .put("complete", state.isComplete())
        .put("namespaces", state.namespaces().size())
        .put("services", state.services().size())
        .put("file", file.toString());
  }
}
