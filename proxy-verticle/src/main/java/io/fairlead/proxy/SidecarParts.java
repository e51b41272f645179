package io.fairlead.proxy;

import io.fairlead.node.NodeContext;
import io.fairlead.proxy.balance.Balancers;
import io.fairlead.proxy.chain.RequestChain;
import io.fairlead.proxy.chain.RequestLimit;
import io.fairlead.proxy.circuit.Circuit;
import io.fairlead.proxy.exchange.Address;
import io.fairlead.proxy.exchange.PerService;
import io.fairlead.proxy.http2.Http2Limits;
import io.fairlead.proxy.listen.Redirects;
import io.fairlead.proxy.listen.SharedPorts;
import io.fairlead.proxy.outlier.OutlierPolicy;
import io.fairlead.proxy.outlier.Outliers;
import io.fairlead.proxy.relay.HeaderPolicy;
import io.fairlead.proxy.relay.OwnConnections;
import io.fairlead.proxy.relay.RelayLimits;
import io.fairlead.proxy.retry.Backoff;
import io.fairlead.proxy.retry.CallersRetries;
import io.fairlead.proxy.retry.RetryPolicy;
import io.fairlead.proxy.retry.ServiceRetries;
import io.fairlead.proxy.route.GonePolicy;
import io.fairlead.proxy.route.LiveRoutes;
import io.fairlead.proxy.route.PassThroughStage;
import io.fairlead.proxy.route.RoutingTable;
import io.fairlead.proxy.rules.Rules;
import io.fairlead.proxy.settings.EgressSettings;
import io.fairlead.proxy.settings.HeaderSettings;
import io.fairlead.proxy.settings.LimitSettings;
import io.fairlead.proxy.settings.OutlierSettings;
import io.fairlead.proxy.settings.PoolSettings;
import io.fairlead.proxy.settings.RetrySettings;
import io.fairlead.proxy.virtual.VirtualNames;
import io.netty.util.internal.PlatformDependent;
import io.vertx.core.internal.VertxInternal;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * What all event loops of a sidecar share. With one of each per event loop, every loop would see a
 * share of the failures: ejections would come late and budgets would be too small.
 */
final class SidecarParts {
  final ProxySettings settings;
  final ProxyMetrics metrics;
  final ConnectionMetrics connections;
  final BalancingMetrics balancing;
  final SplitMetrics splits;
  final LiveRoutes routes;
  final Outliers outliers;
  final RequestLimit requests;
  final Rules rules;
  final RequestChain.Shared chain;
  final RetryPolicy retries;
  final RelayLimits limits;
  final Http2Limits http2;
  final HeaderPolicy headers;
  final SharedPorts ports;
  final TaskPlaces places;
  final Gateways gateways;
  final MeshIdentity identity;
  final VirtualNames virtualNames = new VirtualNames();
  final OwnConnections ownConnections = new OwnConnections();
  final LongSupplier nanoClock;

  SidecarParts(NodeContext node, ProxySettings settings) {
    this.settings = settings;
    this.nanoClock = nanosSince(System.nanoTime());
    this.metrics = new ProxyMetrics(node.meters());
    this.connections = new ConnectionMetrics(node.meters());
    this.balancing = new BalancingMetrics(node.meters());
    this.splits = new SplitMetrics(node.meters());
    this.routes =
        new LiveRoutes(
            settings.task().namespace(), gonePolicy(settings.egress()), InstantSource.system());
    this.outliers = new Outliers(policy(settings.outlier()), metrics, nanoClock);
    this.retries = usual(settings.retry());
    this.requests = new RequestLimit(requestsMax(settings.limits()));
    this.limits = limits(settings, requests.max());
    this.http2 = settings.http2().limits();
    this.headers = headers(settings.headers());
    this.ports = new SharedPorts((VertxInternal) node.vertx());
    this.places = TaskPlaces.of(settings);
    this.rules =
        new Rules(
            (from, service) -> routes.table().seenFrom(from, service),
            settings.limits().callersMax(),
            metrics,
            splits,
            nanoClock);
    this.gateways = Gateways.of(settings, node.meters());
    this.identity = MeshIdentity.of(settings.tls(), node.meters());
    this.chain = chain();
    metrics.underWay(requests);
    routes.onChange(this::forgetOthers);
    routes.onChange(rules::prepare);
    metrics.gone(() -> routes.table().gone().size());
    routes.onChange(new RouteGauges(metrics, routes, outliers, nanoClock)::follow);
  }

  /** What becomes of connections that were meant for somebody else. */
  Redirects redirects() {
    return new Redirects(
        virtualNames::aliasAt,
        settings.egress().detectTimeout().toNanos(),
        settings.egress().passThrough(),
        ownConnections);
  }

  /** Whether connections to this address are worth keeping. */
  boolean isWanted(Address address) {
    return places.isApplication(address) || routes.table().leadsTo(address);
  }

  private void forgetOthers(RoutingTable table) {
    var serviceIds = table.serviceIds();
    outliers.retain(serviceIds);
    var others = places.withApplications(serviceIds);
    others.add(PassThroughStage.SERVICE_ID);
    metrics.retain(others);
    balancing.retain(others);
    splits.follow(table.routes());
    chain.balancers().retain(others);
    chain.balancers().follow(table.routes(), nanoClock.getAsLong());
    chain.serviceRetries().retain(others, (id, gone) -> {});
    chain.circuits().retain(others, (id, gone) -> {});
    rules.retain(others);
  }

  private static LongSupplier nanosSince(long start) {
    return () -> System.nanoTime() - start;
  }

  private RequestChain.Shared chain() {
    var callers = new CallersRetries();
    var defaults =
        new ServiceRetries.Defaults(
            retries, settings.retry().budgetPercent(), settings.retry().budgetPerSecond(), callers);
    return new RequestChain.Shared(
        requests,
        new Balancers(
            settings.task().availabilityZone(),
            () -> ThreadLocalRandom.current().nextDouble(),
            balancing::of),
        outliers,
        rules,
        new PerService<>(
            route -> route.policy().retries(),
            (route, before) -> ServiceRetries.of(route.policy().retries(), defaults, before)),
        callers,
        new PerService<>(
            route -> route.policy().circuitBreaking(),
            (route, before) -> Circuit.of(route.policy().circuitBreaking(), before)),
        metrics,
        metrics,
        metrics,
        nanoClock);
  }

  private static RetryPolicy usual(RetrySettings settings) {
    var backoff = new Backoff(settings.backoffMin().toNanos(), settings.backoffMax().toNanos());
    return RetryPolicy.usual(settings.retriesMax(), backoff);
  }

  private static GonePolicy gonePolicy(EgressSettings settings) {
    return new GonePolicy(settings.goneTimeout(), settings.goneNamesMax());
  }

  private static OutlierPolicy policy(OutlierSettings settings) {
    return new OutlierPolicy(
        settings.consecutiveFailures(),
        settings.ejectionBase().toNanos(),
        settings.ejectionMax().toNanos(),
        settings.ejectionPercentMax());
  }

  /** How many event loops serve each listener. */
  static int loops(LimitSettings limits) {
    int set = limits.eventLoops();
    return set > 0 ? set : Runtime.getRuntime().availableProcessors();
  }

  private static int requestsMax(LimitSettings limits) {
    int set = limits.requestsMax();
    return set > 0
        ? set
        : new HeapShare(
                Runtime.getRuntime().maxMemory(),
                PlatformDependent.maxDirectMemory(),
                limits.bufferBytesMax() + limits.readBytesMax())
            .requests();
  }

  private static RelayLimits limits(ProxySettings settings, int requestsMax) {
    PoolSettings pool = settings.pool();
    LimitSettings limits = settings.limits();
    int listeners = 1 + settings.services().size() + settings.gateway().listeners().size();
    int connectionsMax =
        limits.connectionsMax() > 0
            ? limits.connectionsMax()
            : HeapShare.connections(requestsMax, listeners);
    return new RelayLimits(
        limits.headBytesMax(),
        limits.fieldsMax(),
        Math.min(limits.requestLineBytesMax(), limits.headBytesMax()),
        limits.chunkExtensionBytesMax(),
        settings.retry().bodyBytesMax(),
        limits.bufferBytesMax(),
        limits.readBytesMax(),
        limits.requestsPerConnectionMax(),
        Math.max(1, connectionsMax / loops(limits)),
        limits.headTimeout().toNanos(),
        limits.idleTimeout().toNanos(),
        limits.bodyTimeout().toNanos(),
        limits.halfClose(),
        pool.connectionsMax(),
        pool.idleMax(),
        pool.idleTimeout().toNanos(),
        (int) pool.connectTimeout().toMillis(),
        limits.tunnelIdleTimeout().toNanos(),
        loops(limits));
  }

  private static HeaderPolicy headers(HeaderSettings settings) {
    return new HeaderPolicy(
        settings.requestId(),
        settings.traceContext(),
        settings.amznTraceId(),
        settings.forwarded(),
        settings.underscores(),
        true);
  }
}
