package io.fairlead.nameserver.forward;

import io.fairlead.nameserver.message.Query;
import io.fairlead.nameserver.server.Forwarder;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/** The forwarder of one event loop; what it remembers and whom it asks is shared by all. */
final class LoopForwarder implements Forwarder {
  private static final int SERVFAIL = 2;
  private static final int REFUSED = 5;

  private final Forwarding shared;
  private final UpstreamSockets sockets;
  private boolean closed;

  LoopForwarder(Forwarding shared, UpstreamSockets sockets) {
    this.shared = shared;
    this.sockets = sockets;
  }

  @Override
  public void forward(Query query, int limit, InetSocketAddress asker, Consumer<byte[]> whenDone) {
    var asked = new Asked(query, limit, shared.udpBytesMax());
    var upstreams = shared.zones().of(query);
    if (upstreams.isEmpty()) {
      reject(asked, REFUSED, ForwardMetrics.Outcome.REFUSED, whenDone);
      return;
    }
    long now = sockets.now();
    var kept = shared.cache().get(asked.question(), now);
    if (kept != null && (kept.isFresh(now) || kept.isHeld(now))) {
      shared.metrics().count(outcome(kept, now));
      whenDone.accept(kept.response(asked, now));
    } else if (shared.isLoop(asker.getAddress(), asked.question())) {
      reject(asked, SERVFAIL, ForwardMetrics.Outcome.LOOP, whenDone);
    } else if (closed || !shared.underway().admit()) {
      reject(asked, SERVFAIL, ForwardMetrics.Outcome.SHED, whenDone);
    } else {
      var mine = new Resolution(asked.question(), upstreams, sockets, this::ended);
      if (shared.underway().join(mine, new Waiter(asked, sockets, whenDone))) {
        mine.start();
      } else {
        shared.metrics().count(ForwardMetrics.Outcome.COALESCED);
      }
    }
  }

  private void reject(
      Asked asked, int code, ForwardMetrics.Outcome why, Consumer<byte[]> whenDone) {
    shared.metrics().count(why);
    whenDone.accept(asked.bare(code));
  }

  private static ForwardMetrics.Outcome outcome(Answer kept, long now) {
    if (kept.isFailure()) {
      return ForwardMetrics.Outcome.FAILED;
    }
    return kept.isFresh(now) ? ForwardMetrics.Outcome.HIT : ForwardMetrics.Outcome.STALE;
  }

  private void ended(Resolution resolution, Reply reply) {
    long now = sockets.now();
    var question = resolution.question();
    var answer =
        reply == null ? leftOver(question, now) : Answer.of(reply, shared.cacheSettings(), now);
    shared.metrics().count(reply == null ? outcome(answer, now) : ForwardMetrics.Outcome.ANSWERED);
    shared.cache().put(question, answer);
    shared.underway().end(resolution).forEach(waiter -> waiter.answer(answer));
  }

  /** What there is when no upstream answers. */
  private Answer leftOver(Question question, long now) {
    var kept = shared.cache().get(question, now);
    return kept == null || kept.isFailure() ? Answer.failure(now) : kept.outlived(now);
  }

  /** Whoever waits gets SERVFAIL at once, or what there is. */
  @Override
  public void close() {
    closed = true;
    shared.underway().on(sockets).forEach(Resolution::cancel);
    sockets.close();
  }
}
