package io.fairlead.registry.health;

import io.fairlead.catalog.HealthStatus;
import io.fairlead.registry.catalog.ServiceEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What this node checks, service by service. All calls on one context. */
final class CheckList {
  private final Map<String, Map<String, Checked>> services = new HashMap<>();
  private final Consumer<Checked> dropped;
  private int size;

  /**
   * @param dropped told what leaves the list
   */
  CheckList(Consumer<Checked> dropped) {
    this.dropped = dropped;
  }

  /** How many instances are on it. */
  int size() {
    return size;
  }

  /** The services of which instances are on it. */
  Set<String> services() {
    return Set.copyOf(services.keySet());
  }

  /**
   * Brings a service up to date.
   *
   * @param entry null when the service is gone
   * @param registered whether what is missing here was registered just now, and not checked by
   *     another node before
   * @return what came onto the list
   */
  List<Checked> update(
      String serviceId, ServiceEntry entry, HealthShare share, boolean registered) {
    var wanted = targets(entry, share);
    var held = services.getOrDefault(serviceId, Map.of());
    var now = new HashMap<String, Checked>();
    List<Checked> came = new ArrayList<>();
    for (var target : wanted) {
      var before = held.get(target.instanceId());
      if (before != null && before.target().equals(target)) {
        now.put(target.instanceId(), before);
      } else {
        var status = entry.instances().get(target.instanceId()).healthStatus();
        boolean unjudged =
            status == HealthStatus.UNKNOWN || (registered && !isSamePlace(before, target));
        var checked = new Checked(target, unjudged ? CheckTally.fresh() : CheckTally.takenOver());
        now.put(target.instanceId(), checked);
        came.add(checked);
      }
    }
    replace(serviceId, held, now);
    return came;
  }

  /** Empties it. */
  void clear() {
    for (String serviceId : services()) {
      replace(serviceId, services.get(serviceId), Map.of());
    }
  }

  private void replace(String serviceId, Map<String, Checked> held, Map<String, Checked> now) {
    var gone = new HashSet<>(held.values());
    gone.removeAll(now.values());
    gone.forEach(Checked::drop);
    gone.forEach(dropped);
    size += now.size() - held.size();
    if (now.isEmpty()) {
      services.remove(serviceId);
    } else {
      services.put(serviceId, now);
    }
  }

  private static List<HealthTarget> targets(ServiceEntry entry, HealthShare share) {
    if (entry == null || entry.service().healthCheckConfig() == null) {
      return List.of();
    }
    return entry.instances().values().stream()
        .flatMap(i -> HealthTarget.of(entry.service(), i).stream())
        .filter(t -> share.isMine(t.key()))
        .toList();
  }

  /** Another path or threshold makes no other instance of it. */
  private static boolean isSamePlace(Checked before, HealthTarget target) {
    return before != null
        && before.target().address().equals(target.address())
        && before.target().port() == target.port();
  }
}
