package io.fairlead.dns.message;

/**
 * What the asker's OPT record says (RFC 6891 §6.1.3).
 *
 * @param udpBytes the longest response that it takes by UDP, as sent
 * @param version 0 is the only one that exists
 * @param dnssecOk copied into the response (RFC 3225 §3)
 */
public record Edns(int udpBytes, int version, boolean dnssecOk) {}
