package io.fairlead.nameserver.zone;

import io.fairlead.nameserver.message.RecordValue;
import io.fairlead.nameserver.message.ResourceRecord;
import java.util.List;

/**
 * A value that may be answered.
 *
 * @param healthy whether traffic should go there
 * @param weight its share of the answers of a weighted set, 0 or more
 * @param additional the addresses of the host that the value names (RFC 2782, RFC 1035 §3.3.11)
 */
public record Candidate(
    RecordValue value, boolean healthy, int weight, List<ResourceRecord> additional) {
  public Candidate {
    additional = List.copyOf(additional);
  }

  /** A value that is always answered and names no host that is known here. */
  public static Candidate of(RecordValue value) {
    return new Candidate(value, true, 1, List.of());
  }
}
