package io.fairlead.proxy;

import io.fairlead.proxy.chain.RequestChain;
import io.fairlead.proxy.http1.Scratch;
import io.fairlead.proxy.listen.EgressListeners;
import io.fairlead.proxy.listen.ListenContext;
import io.fairlead.proxy.listen.Listener;
import io.fairlead.proxy.relay.Dialer;
import io.fairlead.proxy.relay.Endpoints;
import io.fairlead.proxy.relay.LoopWait;
import io.fairlead.proxy.relay.Watch;
import io.fairlead.proxy.virtual.VirtualLoop;
import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** One event loop of the sidecar: its listeners and its connections. */
final class SidecarVerticle extends VerticleBase {
  private static final long SWEEP_MILLIS = 1000;

  private final SidecarParts parts;
  private final List<Listener> ingress = new ArrayList<>();
  private final List<Listener> egress = new ArrayList<>();
  private VirtualLoop virtual;
  private Endpoints endpoints;
  private long sweeper;

  SidecarVerticle(SidecarParts parts) {
    this.parts = parts;
  }

  @Override
  public Future<?> start() {
    var loop = ((ContextInternal) context).nettyEventLoop();
    var watch = new Watch(loop, parts.nanoClock);
    var scratch = new Scratch(parts.limits);
    endpoints = endpoints(loop, watch, scratch);
    var chain =
        new RequestChain.Loop(
            endpoints, new LoopWait(loop), () -> ThreadLocalRandom.current().nextDouble());
    var listening =
        new ListenContext(
            loop,
            parts.ports,
            parts.limits,
            parts.headers,
            parts.connections,
            watch,
            scratch,
            parts.http2,
            parts.connections,
            parts.chain,
            chain);
    var listeners = new EgressListeners(listening, parts.routes, parts.retries, parts.redirects());
    parts.places.egresses().forEach(place -> egress.add(listeners.forAll(place)));
    virtual = new VirtualLoop(context, listeners::forAlias);
    ingress.addAll(InboundListeners.of(parts, listening));
    sweeper = vertx.setPeriodic(SWEEP_MILLIS, timer -> sweep());
    return Future.all(all().stream().map(this::open).toList());
  }

  private Endpoints endpoints(EventLoop loop, Watch watch, Scratch scratch) {
    var dialer =
        new Dialer(
            (VertxInternal) vertx, loop, parts.limits, parts.ownConnections, parts.identity.tls);
    var pools =
        new EndpointPools(
            dialer, scratch, parts.limits, parts.http2, parts.connections, parts.nanoClock);
    return new Endpoints(pools, watch, parts.limits.tunnelIdleNanos(), parts.nanoClock);
  }

  /** Its listeners that come and go. */
  VirtualLoop virtual() {
    return virtual;
  }

  /** Asks the mesh, and clients outside, to close its connections; any thread. */
  Future<Void> announceDrain() {
    return onLoop(this::announced);
  }

  /** Accepts nothing more from them and lets them finish; any thread. */
  Future<Void> drainIngress(Duration grace) {
    return drain(ingress, grace);
  }

  /** Accepts nothing more from the application and lets it finish; any thread. */
  Future<Void> drainEgress(Duration grace) {
    return Future.join(drain(egress, grace), virtual.drainAll(grace)).mapEmpty();
  }

  @Override
  public Future<?> stop() {
    vertx.cancelTimer(sweeper);
    all().forEach(listener -> listener.drain(Duration.ZERO));
    virtual.drainAll(Duration.ZERO);
    endpoints.close();
    return Future.succeededFuture();
  }

  private Future<Void> open(Listener listener) {
    return listener.open().onSuccess(port -> parts.places.bound(listener.place(), port)).mapEmpty();
  }

  private Future<Void> drain(List<Listener> listeners, Duration grace) {
    return onLoop(() -> Future.join(listeners.stream().map(l -> l.drain(grace)).toList()));
  }

  private void sweep() {
    all().forEach(Listener::sweep);
    virtual.sweep();
    endpoints.sweep(parts::isWanted);
  }

  private List<Listener> all() {
    List<Listener> all = new ArrayList<>(ingress);
    all.addAll(egress);
    return all;
  }

  private Future<Void> announced() {
    ingress.forEach(Listener::announceDrain);
    return Future.succeededFuture();
  }

  private Future<Void> onLoop(Supplier<Future<?>> action) {
    Promise<Void> done = Promise.promise();
    context.runOnContext(v -> action.get().<Void>mapEmpty().onComplete(done));
    return done.future();
  }
}
