package io.fairlead.dns.zone;

import io.fairlead.dns.message.RecordValue;

/** A value that may be answered, and whether traffic should go there. */
record Candidate(RecordValue value, boolean healthy) {}
