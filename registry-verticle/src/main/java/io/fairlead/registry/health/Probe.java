package io.fairlead.registry.health;

import io.vertx.core.Future;

/** Makes one check over the network. */
interface Probe {
  /** Never fails; completes within the timeouts of the settings. */
  Future<CheckResult> check(HealthTarget target);
}
