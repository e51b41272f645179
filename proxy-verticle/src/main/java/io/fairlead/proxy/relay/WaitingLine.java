package io.fairlead.proxy.relay;

import io.fairlead.proxy.exchange.Address;
import io.fairlead.proxy.exchange.ProxyFailure;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The attempts that wait for a connection of one pool, in their order, as many as their services
 * allow. On the pool's event loop.
 */
public final class WaitingLine {
  private final Deque<Attempt> waiting = new ArrayDeque<>();
  private final Address address;
  private final int eventLoops;

  /**
   * @param address where the connections lead
   * @param eventLoops each of which has such a line
   */
  public WaitingLine(Address address, int eventLoops) {
    this.address = address;
    this.eventLoops = eventLoops;
  }

  /**
   * Lets an attempt wait, or refuses it.
   *
   * @param connections how many there are, all busy
   */
  public void join(Attempt attempt, int connections) {
    int max = attempt.waitingMax(eventLoops);
    if (waiting.size() >= max) {
      // Those that were given up meanwhile make room.
      waiting.removeIf(Attempt::isOver);
    }
    if (waiting.size() < max) {
      waiting.add(attempt);
      return;
    }
    attempt.notBegun(refusal(attempt, address, connections, waiting.size()));
  }

  /**
   * Why there is no connection for an attempt: its service's policy, or else the pool's own limit.
   *
   * @param connections how many there are, all busy
   * @param waiting how many wait for one
   */
  public static ProxyFailure refusal(
      Attempt attempt, Address address, int connections, int waiting) {
    String held = "endpoint " + address + " has " + connections + " connections";
    return attempt.isBounded()
        ? new ProxyFailure.Overflow(
            held
                + " and "
                + waiting
                + " requests wait for one (expected: fewer; circuitBreaking.connectionsMax,"
                + " pendingMax)",
            ProxyFailure.Overflow.Limit.PENDING)
        : new ProxyFailure.Shed(held + " (expected: fewer)");
  }

  /** Whose turn it is, and who is waiting no more; null for nobody. */
  public Attempt next() {
    var next = waiting.poll();
    while (next != null && next.isOver()) {
      next = waiting.poll();
    }
    return next;
  }

  /** Back at the head of the line. */
  public void comeBack(Attempt attempt) {
    waiting.addFirst(attempt);
  }

  public boolean isEmpty() {
    return waiting.isEmpty();
  }
}
