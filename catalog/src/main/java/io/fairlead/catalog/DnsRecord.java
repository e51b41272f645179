package io.fairlead.catalog;

/**
 * One record type that a service publishes.
 *
 * @param type what is published
 * @param ttlSeconds 0 to 2147483647; Cloud Map has no default
 */
public record DnsRecord(RecordType type, long ttlSeconds) {}
