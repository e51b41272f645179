package io.fairlead.dns.zone;

import io.fairlead.dns.message.DnsName;
import io.fairlead.dns.message.ResourceRecord;
import java.util.Map;

/**
 * A namespace as a zone.
 *
 * @param apex its name
 * @param denial the SOA record that comes with every "there is no such thing" (RFC 2308 §3)
 * @param owners every name in it, empty non-terminals too
 */
record Zone(DnsName apex, ResourceRecord denial, Map<DnsName, Owner> owners) {

  /** What is at a name; null when the name does not exist. */
  Owner owner(DnsName name) {
    return owners.get(name);
  }
}
