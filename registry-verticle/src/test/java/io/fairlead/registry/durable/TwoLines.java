package io.fairlead.registry.durable;

import static io.fairlead.registry.Samples.instance;

import io.fairlead.registry.catalog.Moment;
import io.fairlead.registry.catalog.Revisions;
import io.fairlead.registry.catalog.ServiceChange;
import io.fairlead.registry.catalog.StoredService;

/** A service changed on two nodes that do not know of each other. */
final class TwoLines {
  private TwoLines() {}

  static StoredService changed(StoredService from, String instanceId, String node) {
    var now = new Moment(Revisions.nowMicros(), node);
    return new ServiceChange.Put(instance(instanceId), 9).applyTo(from, now).held();
  }
}
