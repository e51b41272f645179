package io.fairlead.nameserver.forward;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One resolver that is asked, and whether it lives as far as is known. Shared by all event loops;
 * time is an argument, on any clock in nanoseconds that only goes forward.
 */
final class Upstream {
  private final InetSocketAddress address;
  private final int failuresMax;
  private final long asideNanos;
  private final AtomicInteger failures = new AtomicInteger();

  /** Matters only while it is aside. */
  private final AtomicLong nextProbe = new AtomicLong();

  /**
   * @param failuresMax failures in a row that put it aside
   * @param asideNanos between two probes
   */
  Upstream(InetSocketAddress address, int failuresMax, long asideNanos) {
    this.address = address;
    this.failuresMax = failuresMax;
    this.asideNanos = asideNanos;
  }

  InetSocketAddress address() {
    return address;
  }

  /** It said something, whatever it was. */
  void responded() {
    if (failures.get() != 0) {
      failures.set(0);
    }
  }

  /** It said nothing in time, or cannot be reached. */
  void failed(long now) {
    // Capped, so that it never comes round.
    int count = failures.updateAndGet(before -> Math.min(before + 1, failuresMax));
    if (count == failuresMax) {
      nextProbe.set(now + asideNanos);
    }
  }

  boolean isAside() {
    return failures.get() >= failuresMax;
  }

  /** Whether the caller shall try it now, which nobody else will for a while. */
  boolean isProbeDue(long now) {
    long due = nextProbe.get();
    return isAside() && now - due >= 0 && nextProbe.compareAndSet(due, now + asideNanos);
  }

  /** As a label: {@code 10.0.0.2:53}. */
  @Override
  public String toString() {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
