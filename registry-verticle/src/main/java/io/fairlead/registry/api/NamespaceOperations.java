package io.fairlead.registry.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.catalog.Namespace;
import io.fairlead.catalog.NamespaceType;
import io.fairlead.catalog.ResourceIds;
import io.fairlead.registry.api.Filter.Condition;
import io.fairlead.registry.catalog.Catalog;
import io.fairlead.registry.catalog.CatalogException.NamespaceAlreadyExists;
import io.fairlead.registry.catalog.CatalogException.ResourceLimitExceeded;
import io.fairlead.registry.catalog.Labels;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Cloud Map's operations on namespaces. */
final class NamespaceOperations {
  /**
   * AWS states no default; how long "no such name" may be kept is short here, as tasks come fast.
   */
  private static final long SOA_TTL_SECONDS = 15;

  private static final Set<Condition> TEXT = Set.of(Condition.EQ, Condition.BEGINS_WITH);
  private static final Map<String, Set<Condition>> FILTERS =
      Map.of("TYPE", TEXT, "NAME", TEXT, "HTTP_NAME", TEXT, "RESOURCE_OWNER", Set.of(Condition.EQ));

  private final Catalog catalog;
  private final RunningOperations operations;
  private final NamespaceJson json;
  private final Arns arns;
  private final int quota;
  private final int tagQuota;
  private final LongSupplier clockMillis;

  NamespaceOperations(
      Catalog catalog,
      RunningOperations operations,
      Arns arns,
      ApiSettings settings,
      LongSupplier clockMillis) {
    this.catalog = catalog;
    this.operations = operations;
    this.arns = arns;
    this.json = new NamespaceJson(arns, settings.accountId());
    this.quota = settings.quotas().namespaces();
    this.tagQuota = settings.quotas().tagsPerResource();
    this.clockMillis = clockMillis;
  }

  Future<ObjectNode> createHttp(Input in) {
    return create("CreateHttpNamespace", in, NamespaceType.HTTP);
  }

  Future<ObjectNode> createPrivateDns(Input in) {
    return create("CreatePrivateDnsNamespace", in, NamespaceType.DNS_PRIVATE);
  }

  Future<ObjectNode> createPublicDns(Input in) {
    return create("CreatePublicDnsNamespace", in, NamespaceType.DNS_PUBLIC);
  }

  Future<ObjectNode> get(Input in) {
    return catalog.namespace(arns.namespaceId(in.text("Id"))).map(this::described);
  }

  Future<ObjectNode> list(Input in) {
    var filters = Filter.of(in, FILTERS);
    ResourceOwner.check(filters);
    var all = catalog.namespaces();
    var page =
        Page.of("namespaces", in, all.stream(), Namespace::id)
            .where(namespace -> isWanted(namespace, all, filters));
    var counts = serviceCounts();
    var answer = JsonNodeFactory.instance.objectNode();
    var listed = answer.putArray("Namespaces");
    for (Namespace namespace : page.items()) {
      long count = counts.getOrDefault(namespace.id(), 0L);
      listed.add(json.summary(namespace, HttpNames.of(namespace, all), count));
    }
    return Future.succeededFuture(page.tellNext(answer));
  }

  Future<ObjectNode> delete(Input in) {
    String id = arns.namespaceId(in.text("Id"));
    var change = Change.ofNamespace("DeleteNamespace", "DELETE_NAMESPACE", id, null, List.of(id));
    return catalog
        .namespace(id)
        .compose(known -> operations.run(change, () -> catalog.deleteNamespace(id)))
        .map(OperationJson::accepted);
  }

  private Future<ObjectNode> create(String operationName, Input in, NamespaceType type) {
    var wanted = wanted(in, type);
    var labels = Labels.tagged(Tags.ofNew(in, wanted.id(), tagQuota));
    var change =
        Change.ofNamespace(
            operationName,
            "CREATE_NAMESPACE",
            wanted.id(),
            wanted.creatorRequestId(),
            List.of(
                wanted.id(),
                wanted.name(),
                wanted.description(),
                Long.toString(wanted.soaTtlSeconds()),
                new TreeMap<>(labels.tags()).toString()));
    return operations.run(change, () -> make(wanted, labels)).map(OperationJson::accepted);
  }

  private Namespace wanted(Input in, NamespaceType type) {
    String name = in.text("Name");
    String vpc = in.text("Vpc");
    return new Namespace(
        ResourceIds.namespaceId(type, vpc, name),
        name,
        type,
        in.text("Description", ""),
        vpc,
        type.isDns() ? soaTtl(in).orElse(SOA_TTL_SECONDS) : 0,
        clockMillis.getAsLong(),
        in.text("CreatorRequestId"));
  }

  /** The SOA's TTL in a namespace that a request describes, when it has one. */
  static Optional<Long> soaTtl(Input in) {
    return in.structure("Properties")
        .flatMap(properties -> properties.structure("DnsProperties"))
        .flatMap(dns -> dns.structure("SOA"))
        .map(soa -> soa.whole("TTL", SOA_TTL_SECONDS));
  }

  private Future<Namespace> make(Namespace wanted, Labels labels) {
    var all = catalog.namespaces();
    boolean isNew = all.stream().noneMatch(known -> known.id().equals(wanted.id()));
    if (isNew && all.size() >= quota) {
      return Future.failedFuture(
          new ResourceLimitExceeded("The limit of " + quota + " namespaces is reached"));
    }
    return catalog
        .createNamespace(wanted, labels)
        .recover(
            failure ->
                failure instanceof NamespaceAlreadyExists taken
                    ? settle(wanted, labels, taken)
                    : Future.failedFuture(failure));
  }

  /** The name is taken: by this very request, which was sent twice, or by somebody else. */
  private Future<Namespace> settle(Namespace wanted, Labels labels, NamespaceAlreadyExists taken) {
    String token = wanted.creatorRequestId();
    if (token == null || !token.equals(taken.creatorRequestId())) {
      return Future.failedFuture(refusal(wanted, taken));
    }
    return catalog
        .namespaceLabels(wanted.id())
        .map(labels::equals)
        .compose(
            alike -> catalog.namespace(wanted.id()).map(known -> alike && isSame(known, wanted)))
        .compose(
            same ->
                same
                    ? Future.succeededFuture(wanted)
                    : Future.failedFuture(refusal(wanted, taken)));
  }

  /** AWS accepts the request for a private zone and fails when Route 53 refuses the second one. */
  private static RuntimeException refusal(Namespace wanted, NamespaceAlreadyExists taken) {
    if (wanted.type() != NamespaceType.DNS_PRIVATE) {
      return taken;
    }
    return new OperationFailure(
        "CANNOT_CREATE_HOSTED_ZONE",
        "The VPC %s is already associated with a hosted zone for %s, which conflicts with the requested one (ConflictingDomainExists)"
            .formatted(wanted.vpc(), wanted.name()));
  }

  private static boolean isSame(Namespace known, Namespace wanted) {
    return known.name().equals(wanted.name())
        && known.description().equals(wanted.description())
        && known.soaTtlSeconds() == wanted.soaTtlSeconds();
  }

  private ObjectNode described(Namespace namespace) {
    var all = catalog.namespaces();
    long count = serviceCounts().getOrDefault(namespace.id(), 0L);
    var answer = JsonNodeFactory.instance.objectNode();
    answer.set("Namespace", json.full(namespace, HttpNames.of(namespace, all), count));
    return answer;
  }

  private Map<String, Long> serviceCounts() {
    return catalog.services().stream()
        .collect(
            Collectors.groupingBy(entry -> entry.service().namespaceId(), Collectors.counting()));
  }

  private static boolean isWanted(
      Namespace namespace, Collection<Namespace> all, List<Filter> filters) {
    return filters.stream().allMatch(filter -> isWanted(namespace, all, filter));
  }

  private static boolean isWanted(Namespace namespace, Collection<Namespace> all, Filter filter) {
    return switch (filter.name()) {
      case "TYPE" -> filter.accepts(namespace.type().name());
      case "NAME" -> filter.accepts(namespace.name());
      case "HTTP_NAME" -> filter.accepts(HttpNames.of(namespace, all));
      default -> filter.accepts(ResourceOwner.SELF);
    };
  }
}
