package io.fairlead.registry.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.registry.catalog.Catalog;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Every operation that this registry answers: name, constraints, handler. */
final class OperationTable {
  private final Map<String, ApiOperation> byName = new HashMap<>();

  /**
   * @param customHealthDelay how long a pushed UNHEALTHY waits
   * @param clockMillis since the epoch
   * @param clockNanos monotonic
   */
  OperationTable(
      Catalog catalog,
      Arns arns,
      ApiSettings settings,
      Duration customHealthDelay,
      LongSupplier clockMillis,
      LongSupplier clockNanos,
      Random random) {
    var running = new RunningOperations(catalog, clockMillis);
    addNamespaces(new NamespaceOperations(catalog, running, arns, settings, clockMillis));
    addNamespaceUpdates(new NamespaceUpdates(catalog, running, arns));
    addServices(new ServiceOperations(catalog, arns, settings, clockMillis));
    addServiceUpdates(new ServiceUpdates(catalog, running, arns));
    addServiceAttributes(new ServiceAttributeOperations(catalog, arns, settings));
    addTags(new TagOperations(catalog, arns, settings.quotas()));
    addInstances(new InstanceOperations(catalog, running, arns, settings));
    addHealth(new HealthOperations(catalog, arns, customHealthDelay));
    addDiscovery(new DiscoveryOperations(catalog, arns, settings, random, clockNanos));
    addTracking(new TrackingOperations(running, settings.accountId()));
  }

  Optional<ApiOperation> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** All of them, ordered by name. */
  List<ApiOperation> all() {
    return byName.values().stream().sorted(Comparator.comparing(ApiOperation::name)).toList();
  }

  private void addNamespaces(NamespaceOperations namespaces) {
    add("CreateHttpNamespace", CloudMapShapes.CREATE_HTTP_NAMESPACE, namespaces::createHttp);
    add(
        "CreatePrivateDnsNamespace",
        CloudMapShapes.CREATE_PRIVATE_DNS_NAMESPACE,
        namespaces::createPrivateDns);
    add(
        "CreatePublicDnsNamespace",
        CloudMapShapes.CREATE_PUBLIC_DNS_NAMESPACE,
        namespaces::createPublicDns);
    add("GetNamespace", CloudMapShapes.BY_ID, namespaces::get);
    add("ListNamespaces", CloudMapShapes.LIST_NAMESPACES, namespaces::list);
    add("DeleteNamespace", CloudMapShapes.BY_ID, namespaces::delete);
  }

  private void addNamespaceUpdates(NamespaceUpdates updates) {
    add("UpdateHttpNamespace", CloudMapShapes.UPDATE_HTTP_NAMESPACE, updates::updateHttp);
    add(
        "UpdatePrivateDnsNamespace",
        CloudMapShapes.UPDATE_DNS_NAMESPACE,
        updates::updatePrivateDns);
    add("UpdatePublicDnsNamespace", CloudMapShapes.UPDATE_DNS_NAMESPACE, updates::updatePublicDns);
  }

  private void addServices(ServiceOperations services) {
    add("CreateService", CloudMapShapes.CREATE_SERVICE, services::create);
    add("GetService", CloudMapShapes.BY_ID, services::get);
    add("ListServices", CloudMapShapes.LIST_SERVICES, services::list);
    add("DeleteService", CloudMapShapes.BY_ID, services::delete);
  }

  private void addServiceUpdates(ServiceUpdates updates) {
    add("UpdateService", CloudMapShapes.UPDATE_SERVICE, updates::update);
  }

  private void addServiceAttributes(ServiceAttributeOperations attributes) {
    add("GetServiceAttributes", CloudMapShapes.BY_SERVICE, attributes::get);
    add("UpdateServiceAttributes", CloudMapShapes.UPDATE_SERVICE_ATTRIBUTES, attributes::update);
    add("DeleteServiceAttributes", CloudMapShapes.DELETE_SERVICE_ATTRIBUTES, attributes::delete);
  }

  private void addTags(TagOperations tags) {
    add("TagResource", CloudMapShapes.TAG_RESOURCE, tags::tag);
    add("UntagResource", CloudMapShapes.UNTAG_RESOURCE, tags::untag);
    add("ListTagsForResource", CloudMapShapes.BY_RESOURCE, tags::list);
  }

  private void addInstances(InstanceOperations instances) {
    add("RegisterInstance", CloudMapShapes.REGISTER_INSTANCE, instances::register);
    add("DeregisterInstance", CloudMapShapes.BY_INSTANCE, instances::deregister);
    add("GetInstance", CloudMapShapes.BY_INSTANCE, instances::get);
    add("ListInstances", CloudMapShapes.LIST_INSTANCES, instances::list);
  }

  private void addHealth(HealthOperations health) {
    add(
        "UpdateInstanceCustomHealthStatus",
        CloudMapShapes.UPDATE_INSTANCE_CUSTOM_HEALTH_STATUS,
        health::updateCustomStatus);
    add("GetInstancesHealthStatus", CloudMapShapes.GET_INSTANCES_HEALTH_STATUS, health::statuses);
  }

  private void addDiscovery(DiscoveryOperations discovery) {
    addEncoded("DiscoverInstances", CloudMapShapes.DISCOVER_INSTANCES, discovery::discover);
    add(
        "DiscoverInstancesRevision",
        CloudMapShapes.DISCOVER_INSTANCES_REVISION,
        discovery::revision);
  }

  private void addTracking(TrackingOperations tracking) {
    add("GetOperation", CloudMapShapes.GET_OPERATION, tracking::get);
    add("ListOperations", CloudMapShapes.LIST_OPERATIONS, tracking::list);
  }

  private void add(
      String name, Shape.Structure shape, Function<Input, Future<ObjectNode>> handler) {
    addEncoded(name, shape, handler.andThen(answer -> answer.map(AnswerJson::encode)));
  }

  private void addEncoded(
      String name, Shape.Structure shape, Function<Input, Future<Buffer>> handler) {
    byName.put(name, new ApiOperation(name, shape, handler));
  }
}
