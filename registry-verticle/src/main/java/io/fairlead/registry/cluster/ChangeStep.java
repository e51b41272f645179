package io.fairlead.registry.cluster;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.ExtendedMapEntry;
import io.fairlead.registry.catalog.Outcome;
import io.fairlead.registry.catalog.Revisions;
import io.fairlead.registry.catalog.Stored;
import io.fairlead.registry.catalog.StoredChange;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Makes a change on the member that owns the key. Backups repeat it at the owner's time, so that
 * they come to the same revision.
 */
@JsonAutoDetect(getterVisibility = JsonAutoDetect.Visibility.NONE)
final class ChangeStep<S extends Stored> implements EntryProcessor<String, S, Outcome<S>> {
  private static final long serialVersionUID = 1L;
  private static final long REMOVAL_KEPT_HOURS = 1;
  private static final long FOR_EVER = 0;

  @JsonProperty private final StoredChange<S> change;

  /** 0 until the owner makes it. */
  @JsonProperty private long madeAtMicros;

  ChangeStep(StoredChange<S> change) {
    this(change, 0);
  }

  @JsonCreator
  private ChangeStep(
      @JsonProperty("change") StoredChange<S> change,
      @JsonProperty("madeAtMicros") long madeAtMicros) {
    this.change = change;
    this.madeAtMicros = madeAtMicros;
  }

  @Override
  public Outcome<S> process(Map.Entry<String, S> entry) {
    if (madeAtMicros == 0) {
      madeAtMicros = Revisions.nowMicros();
    }
    var held = entry.getValue() == null ? change.absent(entry.getKey()) : entry.getValue();
    var outcome = change.applyTo(held, madeAtMicros);
    if (outcome.held().revision() != held.revision()) {
      long hours = outcome.held().isRemoved() ? REMOVAL_KEPT_HOURS : FOR_EVER;
      ((ExtendedMapEntry<String, S>) entry).setValue(outcome.held(), hours, TimeUnit.HOURS);
    }
    return outcome;
  }

  /** Asked for after {@link #process}. */
  @Override
  public EntryProcessor<String, S, Outcome<S>> getBackupProcessor() {
    return new ChangeStep<>(change, madeAtMicros);
  }
}
