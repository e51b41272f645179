package io.fairlead.proxy.relay;

import io.fairlead.proxy.exchange.Wait;
import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.TimeUnit;

/** Lets time pass on one event loop, by its own timer: requests know no Vert.x context. */
public final class LoopWait implements Wait {
  private final EventLoop loop;

  public LoopWait(EventLoop loop) {
    this.loop = loop;
  }

  @Override
  public Future<Void> nanos(long nanos) {
    if (nanos <= 0) {
      return Future.succeededFuture();
    }
    Promise<Void> passed = Promise.promise();
    var unused = loop.schedule(() -> passed.complete(), nanos, TimeUnit.NANOSECONDS);
    return passed.future();
  }
}
