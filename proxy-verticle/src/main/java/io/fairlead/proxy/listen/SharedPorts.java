package io.fairlead.proxy.listen;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.VertxInternal;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The process's listening sockets, each of which accepts for several event loops. The kernel would
 * share connections out by their hash; taking turns keeps a few long-lived ones even. Any thread.
 */
public final class SharedPorts {
  private final VertxInternal vertx;
  private final Map<Place, AcceptingSocket> sockets = new HashMap<>();

  public SharedPorts(VertxInternal vertx) {
    this.vertx = vertx;
  }

  /**
   * Lets an event loop take part in a place; the first one to come binds it.
   *
   * @param accept prepares a connection that was accepted, before it is registered with the loop
   * @return the port; fails with an {@link java.io.IOException} when the place cannot be had
   */
  synchronized Future<Integer> join(Place place, EventLoop loop, Consumer<Channel> accept) {
    var socket = sockets.get(place);
    if (socket == null) {
      socket = new AcceptingSocket();
      sockets.put(place, socket);
      socket.bind(vertx, place);
    }
    var joined = socket;
    joined.join(loop, accept);
    return joined.port().onFailure(cause -> leave(place, loop));
  }

  /** Ends its part; with the last one the socket closes. */
  Future<Void> leave(Place place, EventLoop loop) {
    Promise<Void> left = Promise.promise();
    synchronized (this) {
      var socket = sockets.get(place);
      if (socket == null || !socket.leave(loop)) {
        return Future.succeededFuture();
      }
      sockets.remove(place);
      socket.close(left);
    }
    return left.future();
  }
}
