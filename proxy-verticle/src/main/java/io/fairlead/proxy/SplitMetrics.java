package io.fairlead.proxy;

import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.rules.SplitCounter;
import io.fairlead.proxy.rules.SplitObserver;
import io.fairlead.proxy.rules.SplitPart;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What callers got from each destination of a split, for as long as a policy names it. */
final class SplitMetrics implements SplitObserver {
  /** More destinations than this are counted together. */
  static final int PARTS_MAX = 500;

  private static final SplitPart OTHER = new SplitPart("other", "other", "other");

  private final MeterRegistry registry;
  private final Map<SplitPart, Counted> held = new HashMap<>();
  private final SplitCounter other;

  SplitMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.other = new Counted(OTHER);
  }

  @Override
  public synchronized SplitCounter counter(SplitPart part) {
    boolean isFull = held.size() >= PARTS_MAX && !held.containsKey(part);
    return isFull ? other : held.computeIfAbsent(part, Counted::new);
  }

  /** Drops the meters of destinations that no policy names any more. */
  void follow(Collection<Route> routes) {
    var named = routes.stream().flatMap(SplitPart::of).collect(Collectors.toSet());
    synchronized (this) {
      held.entrySet()
          .removeIf(
              entry -> {
                boolean isGone = !named.contains(entry.getKey());
                if (isGone) {
                  entry.getValue().remove();
                }
                return isGone;
              });
    }
  }

  private final class Counted implements SplitCounter {
    private final Counter fine;
    private final Counter failures;

    Counted(SplitPart part) {
      fine = counter(part, "ok");
      failures = counter(part, "failed");
    }

    private Counter counter(SplitPart part, String outcome) {
      return Counter.builder("mesh_proxy_split_requests_total")
          .description("Requests of a split by destination and by what the caller got")
          .tags("service", part.service(), "rule", part.rule())
          .tags("destination", part.destination(), "outcome", outcome)
          .register(registry);
    }

    @Override
    public void ended(boolean failed) {
      (failed ? failures : fine).increment();
    }

    void remove() {
      registry.remove(fine);
      registry.remove(failures);
    }
  }
}
