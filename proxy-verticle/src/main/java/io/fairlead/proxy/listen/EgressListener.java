package io.fairlead.proxy.listen;

import io.fairlead.proxy.relay.Front;
import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;

/** The catch-all listener: what clients send it as a proxy, and what the kernel redirects to it. */
final class EgressListener implements Listener {
  private final Listener named;
  private final RedirectFronts redirected;
  private final EventLoop loop;

  /**
   * @param named the listener itself, which hands redirected connections to the others
   */
  EgressListener(Listener named, RedirectFronts redirected, EventLoop loop) {
    this.named = named;
    this.redirected = redirected;
    this.loop = loop;
  }

  @Override
  public Place place() {
    return named.place();
  }

  @Override
  public Future<Integer> open() {
    return named.open();
  }

  @Override
  public void announceDrain() {
    named.announceDrain();
    redirected.all().forEach(Front::announceDrain);
  }

  @Override
  public Future<Void> drain(Duration grace) {
    return named.drain(grace).compose(v -> drainRedirected(grace));
  }

  private Future<Void> drainRedirected(Duration grace) {
    Promise<Void> drained = Promise.promise();
    loop.execute(
        () ->
            Future.join(redirected.all().stream().map(f -> f.drain(loop, grace)).toList())
                .<Void>mapEmpty()
                .onComplete(drained));
    return drained.future();
  }

  @Override
  public void sweep() {
    named.sweep();
    redirected.sweep();
  }
}
