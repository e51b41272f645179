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
import io.fairlead.registry.catalog.Removals;
import io.fairlead.registry.catalog.Revisions;
import io.fairlead.registry.catalog.Stored;
import io.fairlead.registry.catalog.StoredChange;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

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

  private transient Supplier<String> node;

  ChangeStep(StoredChange<S> change) {
    this(change, null);
  }

  @JsonCreator
  private ChangeStep(
      @JsonProperty("change") StoredChange<S> change, @JsonProperty("made") Moment made) {
    this.change = change;
    this.made = made;
  }

  @Override
  public Outcome<S> process(Map.Entry<String, S> entry) {
    if (made == null) {
      made = new Moment(Revisions.nowMicros(), node.get());
    }
    var held = entry.getValue() == null ? change.absent(entry.getKey()) : entry.getValue();
    var outcome = change.applyTo(held, made);
    if (outcome.held().revision() != held.revision()) {
      long micros = outcome.held().isRemoved() ? Removals.KEPT_MICROS : FOR_EVER;
      ((ExtendedMapEntry<String, S>) entry).setValue(outcome.held(), micros, TimeUnit.MICROSECONDS);
    }
    return outcome;
  }

  /** Asked for after {@link #process}. */
  @Override
  public EntryProcessor<String, S, Outcome<S>> getBackupProcessor() {
    return new ChangeStep<>(change, made);
  }

  /**
   * A member's UUID is another one after a restart, and after a merge, in which it gives up what it
   * held. Asked for when the change is made: a merge may come while the change waits.
   */
  @Override
  public void setHazelcastInstance(HazelcastInstance instance) {
    node = () -> shortened(instance.getCluster().getLocalMember().getUuid());
  }

  /** Tells who owns the key, instead of Hazelcast. */
  void madeBy(String member) {
    node = () -> member;
  }

  private static String shortened(UUID uuid) {
    long bits = uuid.getMostSignificantBits() ^ uuid.getLeastSignificantBits();
    return Long.toUnsignedString(bits, Character.MAX_RADIX);
  }
}
