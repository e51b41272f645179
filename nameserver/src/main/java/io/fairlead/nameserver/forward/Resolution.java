package io.fairlead.nameserver.forward;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/**
 * One question under way, asked once for everybody who waits for it. Upstreams are tried in their
 * order, and again from the first, one after the other; those that are aside only when all are. A
 * try that took too long is given up, but not closed: its reply still counts while another one is
 * waited for.
 *
 * <p>Runs on the event loop that began it; others may join, which {@link Underway} guards.
 */
final class Resolution implements UpstreamExchange.Outcome {
  private static final int FORMERR = 1;
  private static final int SERVFAIL = 2;
  private static final int NOTIMP = 4;
  private static final int REFUSED = 5;
  private static final int EXTENDED = 16;

  private static final UpstreamExchange.Outcome PROBE =
      new UpstreamExchange.Outcome() {
        @Override
        public void replied(UpstreamExchange by, Reply reply) {
          // That it came is all that matters.
        }

        @Override
        public void failed(UpstreamExchange by) {
          by.close();
        }
      };

  private final Question question;
  private final UpstreamSockets sockets;
  private final List<Upstream> candidates;
  private final List<Upstream> probed;
  private final BiConsumer<Resolution, Reply> whenDone;
  private final List<Waiter> waiters = new ArrayList<>();
  private final List<Upstream> asked = new CopyOnWriteArrayList<>();
  private final List<UpstreamExchange> exchanges = new ArrayList<>();
  private final Set<Upstream> useless = new HashSet<>();
  private UpstreamExchange current;
  private int tries;
  private int next;
  private boolean done;

  /**
   * Asks nobody yet.
   *
   * @param upstreams at least one
   * @param whenDone gets this and what an upstream said, or null; once
   */
  Resolution(
      Question question,
      List<Upstream> upstreams,
      UpstreamSockets sockets,
      BiConsumer<Resolution, Reply> whenDone) {
    this.question = question;
    this.sockets = sockets;
    this.whenDone = whenDone;
    var healthy = upstreams.stream().filter(u -> !u.isAside()).toList();
    this.candidates = healthy.isEmpty() ? upstreams : healthy;
    this.probed =
        healthy.isEmpty() ? List.of() : upstreams.stream().filter(Upstream::isAside).toList();
  }

  Question question() {
    return question;
  }

  boolean runsOn(UpstreamSockets loop) {
    return sockets == loop;
  }

  /** Those who wait; complete once it is no longer {@link Underway}. */
  List<Waiter> waiters() {
    return waiters;
  }

  /** Whether an upstream at this address has been asked; any thread. */
  boolean isAskedAt(InetAddress address) {
    for (var upstream : asked) {
      if (upstream.address().getAddress().equals(address)) {
        return true;
      }
    }
    return false;
  }

  void start() {
    long now = sockets.now();
    for (var upstream : probed) {
      if (upstream.isProbeDue(now)) {
        sockets.exchange(question, upstream, PROBE).start();
      }
    }
    tryNext();
  }

  /** Ends it without an answer. */
  void cancel() {
    finish(null);
  }

  @Override
  public void replied(UpstreamExchange by, Reply reply) {
    if (done) {
      return;
    }
    if (isAnswer(reply.code())) {
      finish(reply);
      return;
    }
    useless.add(by.upstream());
    failed(by);
  }

  @Override
  public void failed(UpstreamExchange by) {
    if (!done && by == current) {
      tryNext();
    }
  }

  private void tryNext() {
    var upstream = tries < sockets.settings().tries() ? candidate() : null;
    if (upstream == null) {
      finish(null);
      return;
    }
    tries++;
    asked.add(upstream);
    current = sockets.exchange(question, upstream, this);
    exchanges.add(current);
    current.start();
  }

  /** Who says that something is wrong is not asked again. */
  private Upstream candidate() {
    for (int i = 0; i < candidates.size(); i++) {
      var upstream = candidates.get(next++ % candidates.size());
      if (!useless.contains(upstream)) {
        return upstream;
      }
    }
    return null;
  }

  private void finish(Reply reply) {
    if (!done) {
      done = true;
      exchanges.forEach(UpstreamExchange::close);
      whenDone.accept(this, reply);
    }
  }

  /** All else is about the upstream rather than the name. */
  private static boolean isAnswer(int code) {
    return code != FORMERR
        && code != SERVFAIL
        && code != NOTIMP
        && code != REFUSED
        && code < EXTENDED;
  }
}
