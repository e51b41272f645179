package io.fairlead.nameserver.message;

/**
 * One record of a response; its class is always IN.
 *
 * @param owner the name that it belongs to
 * @param ttlSeconds 0 to 2147483647
 * @param value what it says
 */
public record ResourceRecord(DnsName owner, int ttlSeconds, RecordValue value) {}
