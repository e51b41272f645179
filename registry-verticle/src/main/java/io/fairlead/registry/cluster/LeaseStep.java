package io.fairlead.registry.cluster;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.hazelcast.map.EntryProcessor;
import io.fairlead.registry.lease.HeldLease;
import io.fairlead.registry.lease.LeaseChange;
import io.fairlead.registry.lease.LeaseOutcome;
import java.util.Map;

/** Makes a change on the member that owns the key; backups repeat it, since it has its own time. */
@JsonAutoDetect(getterVisibility = JsonAutoDetect.Visibility.NONE)
final class LeaseStep implements EntryProcessor<String, HeldLease, LeaseOutcome> {
  private static final long serialVersionUID = 1L;

  @JsonProperty private final LeaseChange change;

  @JsonCreator
  LeaseStep(@JsonProperty("change") LeaseChange change) {
    this.change = change;
  }

  @Override
  public LeaseOutcome process(Map.Entry<String, HeldLease> entry) {
    var outcome = LeaseOutcome.of(change, entry.getValue());
    entry.setValue(outcome.held());
    return outcome;
  }
}
