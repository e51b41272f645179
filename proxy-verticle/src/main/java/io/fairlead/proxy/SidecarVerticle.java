package io.fairlead.proxy;

import io.fairlead.proxy.chain.RequestChain;
import io.fairlead.proxy.listen.EgressListeners;
import io.fairlead.proxy.listen.IngressListener;
import io.fairlead.proxy.listen.Listener;
import io.fairlead.proxy.virtual.VirtualLoop;
import io.fairlead.proxy.wire.HttpUpstream;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One event loop of the sidecar: its listeners and its connections. */
final class SidecarVerticle extends VerticleBase {
  private static final long SWEEP_MILLIS = 1000;

  private final SidecarParts parts;
  private final List<Listener> ingress = new ArrayList<>();
  private Listener egress;
  private VirtualLoop virtual;
  private HttpUpstream upstream;
  private long sweeper;

  SidecarVerticle(SidecarParts parts) {
    this.parts = parts;
  }

  @Override
  public Future<?> start() {
    upstream = new HttpUpstream(vertx, parts.limits, parts.metrics, parts.nanoClock);
    var loop =
        new RequestChain.Loop(
            upstream, this::letPass, () -> ThreadLocalRandom.current().nextDouble());
    var listeners =
        new EgressListeners(vertx, parts.limits, parts.chain, loop, parts.routes, parts.retries);
    egress = listeners.forAll(parts.places.egress());
    virtual = new VirtualLoop(context, listeners::forAlias);
    parts.places.served().forEach(served -> ingress.add(ingress(served, loop)));
    sweeper = vertx.setPeriodic(SWEEP_MILLIS, timer -> sweep());
    return Future.all(all().stream().map(this::open).toList());
  }

  private Listener ingress(TaskPlaces.Served served, RequestChain.Loop loop) {
    return IngressListener.of(
        vertx,
        served.ingress(),
        parts.limits,
        parts.chain,
        loop,
        served.application(),
        parts.settings.retry().retriesMax());
  }

  /** Its listeners that come and go. */
  VirtualLoop virtual() {
    return virtual;
  }

  /** Asks the mesh to close its connections; any thread. */
  Future<Void> announceDrain() {
    return onLoop(this::announced);
  }

  /** Accepts nothing more from the mesh and lets it finish; any thread. */
  Future<Void> drainIngress(Duration grace) {
    return drain(ingress, grace);
  }

  /** Accepts nothing more from the application and lets it finish; any thread. */
  Future<Void> drainEgress(Duration grace) {
    return Future.join(drain(List.of(egress), grace), virtual.drainAll(grace)).mapEmpty();
  }

  @Override
  public Future<?> stop() {
    vertx.cancelTimer(sweeper);
    return upstream.close();
  }

  private Future<Void> open(Listener listener) {
    return listener.open().onSuccess(port -> parts.places.bound(listener.place(), port)).mapEmpty();
  }

  private Future<Void> drain(List<Listener> listeners, Duration grace) {
    return onLoop(() -> Future.join(listeners.stream().map(l -> l.drain(grace)).toList()));
  }

  private Future<Void> letPass(long nanos) {
    long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
    return millis == 0 ? Future.succeededFuture() : vertx.timer(millis).mapEmpty();
  }

  private void sweep() {
    all().forEach(Listener::sweep);
    virtual.sweep();
    upstream.sweep(parts::isWanted);
  }

  private List<Listener> all() {
    List<Listener> all = new ArrayList<>(ingress);
    all.add(egress);
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
