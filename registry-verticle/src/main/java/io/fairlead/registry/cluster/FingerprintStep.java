package io.fairlead.registry.cluster;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.hazelcast.core.ReadOnly;
import com.hazelcast.map.EntryProcessor;
import io.fairlead.registry.catalog.Stored;
import java.util.Map;

/**
 * Asks the member that owns the key for the fingerprint, so that two copies of a large catalog are
 * compared without one of them travelling.
 */
@JsonAutoDetect(getterVisibility = JsonAutoDetect.Visibility.NONE)
final class FingerprintStep<S extends Stored> implements EntryProcessor<String, S, Long>, ReadOnly {
  private static final long serialVersionUID = 1L;

  /** What a message of this class says: there is nothing else in it. */
  @JsonProperty("asks")
  String asks() {
    return "fingerprint";
  }

  @Override
  public Long process(Map.Entry<String, S> entry) {
    return entry.getValue() == null ? 0 : entry.getValue().fingerprint();
  }

  @Override
  public EntryProcessor<String, S, Long> getBackupProcessor() {
    return null;
  }
}
