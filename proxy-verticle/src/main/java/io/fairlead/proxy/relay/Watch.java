package io.fairlead.proxy.relay;

import io.fairlead.proxy.exchange.Exchange;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Ends what takes too long or is silent for too long. One sweep of the event loop in {@value
 * #SWEEP_MILLIS} ms instead of a timer for each request: most requests are over before any sweep
 * sees them, and timeouts are seconds.
 */
public final class Watch {
  private static final long SWEEP_MILLIS = 20;

  private final EventLoop loop;
  private final LongSupplier clock;
  private final Entry head = new Entry(null);
  private boolean sweeping;

  /** Of this event loop, which alone may call it. */
  public Watch(EventLoop loop, LongSupplier nanoClock) {
    this.loop = loop;
    this.clock = nanoClock;
    head.before = head;
    head.after = head;
  }

  /** Something under way: stop it, or it may expire once. */
  public final class Entry {
    private final Runnable expired;
    private Entry before;
    private Entry after;
    private long deadlineNanos = Exchange.NEVER;
    private long idleNanos = Exchange.NEVER;
    private long limitNanos = Exchange.NEVER;
    private boolean touched = true;
    private long silentSinceNanos;

    private Entry(Runnable expired) {
      this.expired = expired;
    }

    /** Lets it expire so long from now; {@link Exchange#NEVER} is never. */
    public void expireIn(long nanos) {
      deadlineNanos = nanos == Exchange.NEVER ? nanos : clock.getAsLong() + nanos;
    }

    /** Lets it expire then; {@link Exchange#NEVER} is never. */
    public void expireAt(long nanos) {
      deadlineNanos = nanos;
    }

    /** Lets it expire then whatever else is said. */
    public void expireAtLatest(long nanos) {
      limitNanos = nanos;
    }

    /** Whether the time of {@link #expireAtLatest} is over. */
    boolean isPast() {
      return clock.getAsLong() >= limitNanos;
    }

    /** Lets it expire after so much time without {@link #touch}; 0 is never. */
    public void expireWhenIdle(long nanos) {
      idleNanos = nanos == 0 ? Exchange.NEVER : nanos;
    }

    /** Something moved; cheap. */
    public void touch() {
      touched = true;
    }

    public void stop() {
      if (after != null) {
        before.after = after;
        after.before = before;
        after = null;
      }
    }

    private boolean isDue(long now) {
      if (touched) {
        touched = false;
        silentSinceNanos = now;
      }
      return now >= deadlineNanos || now >= limitNanos || now - silentSinceNanos >= idleNanos;
    }
  }

  /** The time, by the sidecar's clock. */
  long now() {
    return clock.getAsLong();
  }

  /** Watches something new, which never expires until told when. */
  public Entry start(Runnable expired) {
    var entry = new Entry(expired);
    entry.before = head.before;
    entry.after = head;
    head.before.after = entry;
    head.before = entry;
    if (!sweeping) {
      sweeping = true;
      var unused = loop.schedule(this::sweep, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }
    return entry;
  }

  private void sweep() {
    long now = clock.getAsLong();
    List<Entry> due = new ArrayList<>();
    for (Entry e = head.after; e != head; e = e.after) {
      if (e.isDue(now)) {
        due.add(e);
      }
    }
    for (Entry e : due) {
      // An entry that expired before it in this sweep may have stopped it.
      if (e.after != null) {
        e.stop();
        e.expired.run();
      }
    }
    sweeping = head.after != head;
    if (sweeping) {
      var unused = loop.schedule(this::sweep, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }
  }
}
