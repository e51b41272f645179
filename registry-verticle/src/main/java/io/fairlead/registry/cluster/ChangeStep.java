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

  /** Of a random UUID: enough to tell a few dozen starts at one address apart. */
  private static final int START_LETTERS = 8;

  @JsonProperty private final StoredChange<S> change;

  /** Null until the owner makes it. */
  @JsonProperty private Moment made;

  private transient String node;

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
      made = new Moment(Revisions.nowMicros(), node);
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

  @Override
  public void setHazelcastInstance(HazelcastInstance instance) {
    var member = instance.getCluster().getLocalMember();
    var address = member.getAddress();
    String start = member.getUuid().toString().substring(0, START_LETTERS);
    madeBy(address.getHost() + ":" + address.getPort() + "/" + start);
  }

  /**
   * Tells who owns the key.
   *
   * @param member its address, and what tells this start of it from others
   */
  void madeBy(String member) {
    node = member;
  }
}
