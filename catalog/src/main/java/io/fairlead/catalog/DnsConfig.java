package io.fairlead.catalog;

import java.util.List;
import java.util.Optional;

/**
 * What a service publishes in DNS (Cloud Map {@code DnsConfig}).
 *
 * @param routingPolicy how an answer chooses among instances
 * @param dnsRecords at most one of each type, never empty
 */
public record DnsConfig(RoutingPolicy routingPolicy, List<DnsRecord> dnsRecords) {
  public DnsConfig {
    dnsRecords = List.copyOf(dnsRecords);
  }

  /** The record of this type, when the service publishes it. */
  public Optional<DnsRecord> record(RecordType type) {
    return dnsRecords.stream().filter(r -> r.type() == type).findFirst();
  }
}
