package io.fairlead.registry.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.catalog.Namespace;
import io.fairlead.catalog.ResourceIds;
import io.fairlead.registry.catalog.Catalog;
import io.fairlead.registry.catalog.CatalogException.NamespaceNotFound;
import io.fairlead.registry.catalog.CatalogException.ServiceNotFound;
import io.fairlead.registry.catalog.ServiceEntry;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Random;
import java.util.function.LongSupplier;

/** DiscoverInstances and DiscoverInstancesRevision: what applications ask, by name. */
final class DiscoveryOperations {
  private static final int RESULTS_DEFAULT = 100;

  private final Catalog catalog;
  private final Arns arns;
  private final ApiSettings settings;
  private final Random random;
  private final LongSupplier clockNanos;
  private final EncodedServices encoded;
  private final TokenBucket discoveries;
  private final TokenBucket revisions;

  /** A service with the name under which its namespace is discovered. */
  private record Found(String namespaceName, ServiceEntry entry) {}

  DiscoveryOperations(
      Catalog catalog, Arns arns, ApiSettings settings, Random random, LongSupplier clockNanos) {
    this.catalog = catalog;
    this.arns = arns;
    this.settings = settings;
    this.random = random;
    this.clockNanos = clockNanos;
    this.encoded = EncodedServices.within(settings.encodedHeapPercent());
    var throttle = settings.quotas().throttle();
    long now = clockNanos.getAsLong();
    this.discoveries = new TokenBucket(throttle.discoverPerSecond(), throttle.discoverBurst(), now);
    this.revisions =
        new TokenBucket(throttle.revisionPerSecond(), throttle.revisionPerSecond(), now);
  }

  Future<Buffer> discover(Input in) {
    admit(discoveries);
    var health = in.text("HealthStatus", settings.discoverHealthDefault().name());
    var selection =
        new Selection(
            in.map("QueryParameters"),
            in.map("OptionalParameters"),
            DiscoverHealth.valueOf(health),
            (int) in.whole("MaxResults", RESULTS_DEFAULT));
    return find(in).map(found -> answer(found, selection));
  }

  Future<ObjectNode> revision(Input in) {
    admit(revisions);
    return find(in)
        .map(
            found ->
                JsonNodeFactory.instance
                    .objectNode()
                    .put("InstancesRevision", found.entry().instancesRevision()));
  }

  private Buffer answer(Found found, Selection selection) {
    var service = encoded.of(found.entry(), found.namespaceName());
    boolean isHealthChecked = found.entry().service().isHealthChecked();
    return service.answer(selection.of(service.candidates(), isHealthChecked, random));
  }

  private Future<Found> find(Input in) {
    String name = in.text("NamespaceName");
    String serviceName = in.text("ServiceName");
    if (!in.text("OwnerAccount", settings.accountId()).equals(settings.accountId())) {
      return Future.failedFuture(new NamespaceNotFound(name));
    }
    if (Arns.isArn(name)) {
      return catalog
          .namespace(arns.namespaceId(name))
          .compose(namespace -> find(namespace, serviceName));
    }
    var known = HttpNames.find(name, catalog);
    return known.isPresent()
        ? find(known.get(), serviceName)
        // This node has not heard of it: the cluster may have.
        : catalog.serviceByName(name, serviceName).map(entry -> new Found(name, entry));
  }

  private Future<Found> find(Namespace namespace, String serviceName) {
    String id = ResourceIds.serviceId(namespace.type(), namespace.id(), serviceName);
    return catalog
        .service(id)
        .map(
            entry ->
                new Found(
                    HttpNames.of(namespace, catalog.namespacesNamed(namespace.name())), entry))
        .recover(
            failure ->
                Future.failedFuture(
                    failure instanceof ServiceNotFound
                        ? new ServiceNotFound(serviceName)
                        : failure));
  }

  private void admit(TokenBucket bucket) {
    if (!bucket.tryTake(clockNanos.getAsLong())) {
      throw RequestFailure.of(
          RequestFailure.Kind.REQUEST_LIMIT, "Too many discovery requests; try again later");
    }
  }
}
