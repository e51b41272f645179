package io.fairlead.registry.lease;

import io.fairlead.catalog.DnsConfig;
import io.fairlead.catalog.DnsRecord;
import io.fairlead.catalog.Instance;
import io.fairlead.catalog.Namespace;
import io.fairlead.catalog.NamespaceType;
import io.fairlead.catalog.RecordType;
import io.fairlead.catalog.ResourceIds;
import io.fairlead.catalog.RoutingPolicy;
import io.fairlead.catalog.Service;
import io.fairlead.catalog.bus.Registration;
import java.util.List;

/** What a registration makes of its words: namespace, service, instance. Pure. */
final class RegistrationShapes {
  private final LeaseSettings settings;

  RegistrationShapes(LeaseSettings settings) {
    this.settings = settings;
  }

  Namespace namespace(String name, long nowMillis) {
    var type = NamespaceType.DNS_PRIVATE;
    return new Namespace(
        ResourceIds.namespaceId(type, settings.vpc(), name),
        name,
        type,
        "",
        settings.vpc(),
        settings.soaTtl().toSeconds(),
        nowMillis,
        null);
  }

  Service service(Registration asked, Namespace namespace, long nowMillis) {
    String name = asked.service().discoveryName();
    return new Service(
        ResourceIds.serviceId(namespace.type(), namespace.id(), name),
        namespace.id(),
        name,
        "",
        namespace.type().isDns() ? dns() : null,
        null,
        null,
        asked.service(),
        nowMillis,
        null);
  }

  Instance instance(Registration asked) {
    return new Instance(asked.instanceId(), asked.attributes(), asked.healthStatus(), true, null);
  }

  /** Every sidecar's service is found by address and by port. */
  private DnsConfig dns() {
    long ttl = settings.dnsTtl().toSeconds();
    return new DnsConfig(
        RoutingPolicy.MULTIVALUE,
        List.of(new DnsRecord(RecordType.A, ttl), new DnsRecord(RecordType.SRV, ttl)));
  }

  long leaseMillis(long asked) {
    long wanted = asked == 0 ? settings.duration().toMillis() : asked;
    return Math.min(wanted, settings.durationMax().toMillis());
  }
}
