package io.fairlead.proxy.virtual;

import io.fairlead.proxy.listen.Listener;
import io.fairlead.proxy.listen.Place;
import io.fairlead.proxy.route.AliasPort;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** One event loop's virtual listeners, which come and go. */
public final class VirtualLoop {
  private final Context context;
  private final BiFunction<AliasPort, Place, Listener> listen;
  private final Map<Place, Listener> open = new HashMap<>();

  /**
   * @param context of the event loop
   * @param listen makes a listener that is not open yet
   */
  public VirtualLoop(Context context, BiFunction<AliasPort, Place, Listener> listen) {
    this.context = context;
    this.listen = listen;
  }

  /** Opens a listener; fails when the place cannot be had; any thread. */
  Future<Void> open(AliasPort alias, Place place) {
    return onLoop(
        () -> {
          var listener = listen.apply(alias, place);
          return listener.open().onSuccess(port -> open.put(place, listener));
        });
  }

  /** Accepts nothing new there and lets requests finish; does nothing when not open; any thread. */
  Future<Void> drain(Place place, Duration grace) {
    return onLoop(
        () -> {
          var listener = open.remove(place);
          return listener == null ? Future.succeededFuture() : listener.drain(grace);
        });
  }

  /** The same for all of them. */
  public Future<Void> drainAll(Duration grace) {
    return onLoop(
        () -> {
          var all = List.copyOf(open.values());
          open.clear();
          return Future.join(all.stream().map(listener -> listener.drain(grace)).toList());
        });
  }

  /** Closes connections that have been idle for too long; on the event loop. */
  public void sweep() {
    open.values().forEach(Listener::sweep);
  }

  private Future<Void> onLoop(Supplier<Future<?>> action) {
    Promise<Void> done = Promise.promise();
    context.runOnContext(v -> action.get().<Void>mapEmpty().onComplete(done));
    return done.future();
  }
}
