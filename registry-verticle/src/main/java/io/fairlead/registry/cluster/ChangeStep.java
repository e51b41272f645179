package io.fairlead.registry.cluster;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.ExtendedMapEntry;
import io.fairlead.registry.catalog.Moment;
import io.fairlead.registry.catalog.Outcome;
import io.fairlead.registry.catalog.Refusal;
import io.fairlead.registry.catalog.Removals;
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
final class ChangeStep<S extends Stored>
    implements EntryProcessor<String, S, Outcome<S>>, HazelcastInstanceAware {
  private static final long serialVersionUID = 1L;
  private static final long FOR_EVER = 0;

  @JsonProperty private final StoredChange<S> change;

  /** Null until the owner makes it. */
  @JsonProperty private Moment made;

  /** The revision that the owner made it upon. */
  @JsonProperty private long upon;

  private transient OwningNode node;
  private transient boolean changed;

  ChangeStep(StoredChange<S> change) {
    this(change, null, 0);
  }

  @JsonCreator
  private ChangeStep(
      @JsonProperty("change") StoredChange<S> change,
      @JsonProperty("made") Moment made,
      @JsonProperty("upon") long upon) {
    this.change = change;
    this.made = made;
    this.upon = upon;
  }

  /**
   * A backup that holds something else than the owner did has missed a change, and repeats none
   * upon it: it would claim to have seen what it has not. Hazelcast brings it up to date.
   */
  @Override
  public Outcome<S> process(Map.Entry<String, S> entry) {
    var held = entry.getValue() == null ? change.absent(entry.getKey()) : entry.getValue();
    boolean owner = made == null;
    if (!owner && held.revision() != upon) {
      return new Outcome<>(held, null);
    }
    if (owner) {
      made = new Moment(Revisions.nowMicros(), node.name());
      upon = held.revision();
    }
    var outcome = change.applyTo(held, made);
    if (outcome.held().revision() == held.revision()) {
      return outcome;
    }
    if (owner && !change.isRepair() && node.isAmongTooFew()) {
      return new Outcome<>(held, Refusal.TOO_FEW_NODES);
    }
    changed = true;
    long micros = outcome.held().isRemoved() ? Removals.KEPT_MICROS : FOR_EVER;
    ((ExtendedMapEntry<String, S>) entry).setValue(outcome.held(), micros, TimeUnit.MICROSECONDS);
    return outcome;
  }

  /** Asked for after {@link #process}; nothing to repeat when nothing was changed. */
  @Override
  public EntryProcessor<String, S, Outcome<S>> getBackupProcessor() {
    return changed ? new ChangeStep<>(change, made, upon) : null;
  }

  @Override
  public void setHazelcastInstance(HazelcastInstance instance) {
    madeBy(OwningNode.of(instance));
  }

  /** Tells who owns the key. */
  void madeBy(OwningNode owner) {
    node = owner;
  }
}
