package io.fairlead.registry.link;

import io.fairlead.node.link.LinkRole;
import io.fairlead.node.settings.SettingsReader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Counts what happens on links. */
final class CountedLinks implements LinkObserver {
  final AtomicInteger open = new AtomicInteger();
  final AtomicInteger deliveries = new AtomicInteger();
  final AtomicInteger received = new AtomicInteger();
  final AtomicInteger throttled = new AtomicInteger();
  final AtomicLong queued = new AtomicLong();
  final AtomicLong queuedMost = new AtomicLong();
  final Map<Reason, AtomicInteger> ended = new ConcurrentHashMap<>();
  final Map<LinkRole, AtomicInteger> refusals = new ConcurrentHashMap<>();

  /** On a free port, with these flags. */
  static LinkServerSettings settings(String... flags) {
    boolean anyPort = Stream.of(flags).noneMatch(f -> f.startsWith("--port="));
    var all = Stream.concat(Stream.of(flags), anyPort ? Stream.of("--port=0") : Stream.empty());
    List<String> args = Stream.concat(all, Stream.of("--requestTimeout=1s")).toList();
    return SettingsReader.read(LinkServerSettings.class, args, Map.of());
  }

  @Override
  public void opened() {
    open.incrementAndGet();
  }

  @Override
  public void closed(Reason reason) {
    open.decrementAndGet();
    ended.computeIfAbsent(reason, r -> new AtomicInteger()).incrementAndGet();
  }

  @Override
  public void received() {
    received.incrementAndGet();
  }

  @Override
  public void delivered(int links) {
    deliveries.addAndGet(links);
  }

  @Override
  public void refused(LinkRole role) {
    refusals.computeIfAbsent(role, r -> new AtomicInteger()).incrementAndGet();
  }

  @Override
  public void throttled() {
    throttled.incrementAndGet();
  }

  @Override
  public void queued(long bytes) {
    queued.set(bytes);
    queuedMost.accumulateAndGet(bytes, Math::max);
  }
}
