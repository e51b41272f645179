package io.fairlead.registry;

import io.fairlead.node.BindFailure;
import io.fairlead.node.NodeContext;
import io.fairlead.registry.api.CloudMapApi;
import io.fairlead.registry.catalog.NodeCatalog;
import io.fairlead.registry.link.LinkServer;
import io.fairlead.registry.policy.PolicyResource;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import java.util.concurrent.TimeUnit;

/** Where a registry node listens: the Cloud Map API, and the bus link when there is one. */
final class RegistryListeners {
  private static final long API_DRAIN_SECONDS = 5;

  private final NodeContext node;
  private final RegistrySettings settings;
  private final LinkServer link;
  private HttpServer api;

  /**
   * @param link null when nobody links to this node
   */
  RegistryListeners(NodeContext node, RegistrySettings settings, LinkServer link) {
    this.node = node;
    this.settings = settings;
    this.link = link;
  }

  /** Fails with {@code StartFailure} when an address cannot be bound. */
  Future<Void> listen(NodeCatalog catalog) {
    return listenApi(catalog).compose(v -> link == null ? Future.succeededFuture() : listenLink());
  }

  /** Links first: their other ends turn to another node while this one still answers. */
  Future<Void> close() {
    Future<Void> unlinked = link == null ? Future.succeededFuture() : link.close();
    return unlinked.eventually(
        () ->
            api == null
                ? Future.succeededFuture()
                : api.shutdown(API_DRAIN_SECONDS, TimeUnit.SECONDS));
  }

  private Future<Void> listenApi(NodeCatalog catalog) {
    var at = settings.api();
    return CloudMapApi.listen(
            node.vertx(),
            catalog,
            at,
            settings.health().customDelay(),
            new PolicyResource(node.vertx(), catalog, settings.policy()),
            node.meters())
        .recover(
            e ->
                Future.failedFuture(
                    BindFailure.explain("Cloud Map API", "api.port", at.host(), at.port(), e)))
        .onSuccess(server -> api = server)
        .onSuccess(server -> node.management().listening("api", at.host(), server.actualPort()))
        .mapEmpty();
  }

  private Future<Void> listenLink() {
    String host = settings.link().host();
    return link.listen()
        .onSuccess(port -> node.management().listening("link", host, port))
        .mapEmpty();
  }
}
