package io.fairlead.registry.health;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What would be checked if its address were allowed. All calls on one context. */
final class Forbidden {
  private static final Logger LOG = LoggerFactory.getLogger(Forbidden.class);

  private final TargetPolicy policy;
  private final Set<Checked> held = new HashSet<>();
  private final Set<String> told = new HashSet<>();

  Forbidden(TargetPolicy policy) {
    this.policy = policy;
  }

  /** Whether it may not be checked; tells once for each range how it could be. */
  boolean holds(Checked checked) {
    var target = checked.target();
    var range = policy.refusal(target.address());
    if (range.isEmpty()) {
      return false;
    }
    held.add(checked);
    if (told.add(range.get())) {
      LOG.warn(
          "instance {} of {} stays UNHEALTHY: {} is not checked because of {} (expected: an"
              + " address that others reach; --health.allow={} checks it all the same)",
          target.instanceId(),
          target.serviceId(),
          target.address(),
          range.get(),
          range.get());
    }
    return true;
  }

  void forget(Checked checked) {
    held.remove(checked);
  }

  int size() {
    return held.size();
  }
}
