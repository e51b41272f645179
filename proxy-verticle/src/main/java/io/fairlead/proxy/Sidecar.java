package io.fairlead.proxy;

import io.fairlead.node.NodeContext;
import io.fairlead.node.StartFailure;
import io.fairlead.node.view.NodeView;
import io.fairlead.proxy.listen.Place;
import io.fairlead.proxy.names.HostResolver;
import io.fairlead.proxy.route.LiveRoutes;
import io.fairlead.proxy.virtual.VirtualMetrics;
import io.fairlead.proxy.virtual.VirtualNames;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running sidecar: listeners on every event loop, one view of the catalog, and the leases of what
 * its task offers.
 */
public final class Sidecar {
  private static final Logger LOG = LoggerFactory.getLogger(Sidecar.class);

  private final Vertx vertx;
  private final SidecarParts parts;
  private final List<SidecarVerticle> loops = new ArrayList<>();
  private final TaskVerticle task;
  private final VirtualMetrics virtualMetrics;
  private volatile VirtualVerticle virtual;
  private volatile boolean listening;

  private Sidecar(NodeContext node, SidecarParts parts) {
    this.vertx = node.vertx();
    this.parts = parts;
    var settings = parts.settings;
    this.virtualMetrics = new VirtualMetrics(node.meters());
    this.task =
        new TaskVerticle(
            parts, NodeView.of(node, "proxy", settings.view(), settings.managementPort()));
  }

  /**
   * Starts a sidecar on whatever bus the node is on: {@code fairlead dev} has it without services,
   * the proxy process with those of its task. Does not wait for the registry. Adds the readiness
   * conditions {@code proxy-listeners} and {@code proxy-view}, the management page {@code /routes},
   * and a drain step.
   *
   * @return fails with {@link StartFailure} when a port cannot be had
   */
  public static Future<Sidecar> deploy(NodeContext node, ProxySettings settings) {
    try {
      var sidecar = new Sidecar(node, new SidecarParts(node, settings));
      return sidecar.start(node).map(sidecar);
    } catch (StartFailure e) {
      return Future.failedFuture(e);
    }
  }

  private Future<Void> start(NodeContext node) {
    node.readiness().require("proxy-listeners", () -> listening);
    node.management().get("/routes", this::page);
    // First, and so drained last: the application finds names for as long as it calls anybody.
    return deployResolver(node)
        .compose(v -> deployGateway())
        .compose(v -> deployIdentity())
        .compose(v -> deployLoops())
        .onSuccess(v -> announce(node))
        .onSuccess(v -> node.drain().onDrain("proxy", this::drain))
        // Before the view is read, so that it hears of every change.
        .compose(v -> deployVirtual())
        // Last: what it registers must be reachable.
        .compose(v -> vertx.deployVerticle(task))
        .mapEmpty();
  }

  private Future<?> deployResolver(NodeContext node) {
    var settings = parts.settings;
    return settings.dns() == null
        ? Future.succeededFuture()
        : HostResolver.deploy(
            node,
            settings.dns(),
            settings.task().host(),
            settings.limits().eventLoops(),
            parts.virtualNames);
  }

  private Future<?> deployGateway() {
    var interval = parts.settings.gateway().certificateInterval();
    return parts.gateways.isEmpty()
        ? Future.succeededFuture()
        : vertx.deployVerticle(
            new FilesVerticle(parts.gateways::load, parts.gateways::reload, interval));
  }

  private Future<?> deployIdentity() {
    var identity = parts.identity;
    var interval = parts.settings.tls().reloadInterval();
    return identity.isOff()
        ? Future.succeededFuture()
        : vertx.deployVerticle(new FilesVerticle(identity::load, identity::reload, interval));
  }

  private Future<?> deployLoops() {
    var options = new DeploymentOptions().setInstances(SidecarParts.loops(parts.settings.limits()));
    return vertx.deployVerticle(this::newLoop, options);
  }

  private Future<?> deployVirtual() {
    if (!parts.settings.virtualAddresses()) {
      return Future.succeededFuture();
    }
    var ofLoops = loops.stream().map(SidecarVerticle::virtual).toList();
    virtual = new VirtualVerticle(parts, ofLoops, virtualMetrics);
    return vertx.deployVerticle(virtual);
  }

  private synchronized SidecarVerticle newLoop() {
    var loop = new SidecarVerticle(parts);
    loops.add(loop);
    return loop;
  }

  private void announce(NodeContext node) {
    listening = true;
    parts.places.egresses().forEach(place -> listening(node, place));
    parts.places.served().forEach(served -> listening(node, served.ingress()));
    parts.gateways.all().forEach(opened -> listening(node, opened.place()));
  }

  private void listening(NodeContext node, Place place) {
    node.management().listening(place.name(), place.host(), parts.places.portOf(place));
  }

  /** The port that the egress listener got. */
  public int egressPort() {
    return parts.places.portOf(parts.places.egress());
  }

  /** The ports that the ingress listeners got, by discovery name. */
  public Map<String, Integer> ingressPorts() {
    Map<String, Integer> ports = new LinkedHashMap<>();
    for (var served : parts.places.served()) {
      ports.put(served.settings().discoveryName(), parts.places.portOf(served.ingress()));
    }
    return ports;
  }

  /** The port that a listener of the gateway got, counted from 0 as they are set. */
  public int gatewayPort(int index) {
    return parts.places.portOf(parts.gateways.all().get(index).place());
  }

  /** The page {@code /routes}. */
  JsonObject page() {
    return new RoutesPage(parts, task::registered, task::checks).json();
  }

  /** Where requests go now. */
  LiveRoutes routes() {
    return parts.routes;
  }

  /** The names that lead to a virtual address now; any thread. */
  VirtualNames virtualNames() {
    return parts.virtualNames;
  }

  /**
   * Leaves without failing a request: gives the leases back, waits until others have heard of it
   * while it still serves, lets the mesh finish, then the application, which may need the mesh to
   * finish.
   */
  private Future<Void> drain() {
    var drain = parts.settings.drain();
    return each(SidecarVerticle::announceDrain)
        .transform(v -> task.deregister())
        .transform(v -> propagated(drain.propagation()))
        .transform(v -> each(loop -> loop.drainIngress(drain.grace())))
        .transform(v -> drainEgress(drain.grace()))
        .onSuccess(v -> LOG.info("sidecar drained"));
  }

  private Future<Void> drainEgress(Duration grace) {
    if (virtual != null) {
      virtual.leave();
    }
    return each(loop -> loop.drainEgress(grace));
  }

  private Future<Void> propagated(Duration propagation) {
    boolean isUnknown = parts.places.served().isEmpty() && parts.gateways.isEmpty();
    return isUnknown || propagation.isZero()
        ? Future.succeededFuture()
        : vertx.timer(propagation.toMillis()).mapEmpty();
  }

  private Future<Void> each(Function<SidecarVerticle, Future<Void>> action) {
    return Future.join(loops.stream().map(action).toList()).mapEmpty();
  }
}
