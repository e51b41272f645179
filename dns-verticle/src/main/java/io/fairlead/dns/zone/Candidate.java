package io.fairlead.dns.zone;

import io.fairlead.dns.message.RecordValue;

/**
 * A value that may be answered.
 *
 * @param healthy whether traffic should go there
 * @param weight its share of the answers of a weighted set, 0 or more
 */
record Candidate(RecordValue value, boolean healthy, int weight) {}
