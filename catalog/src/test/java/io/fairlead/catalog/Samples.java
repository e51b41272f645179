package io.fairlead.catalog;

import io.fairlead.catalog.bus.NamespaceChanged;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Small catalogs for tests. */
public final class Samples {
  private Samples() {}

  /** A namespace of this id, named {@code <id>.local}. */
  public static NamespaceChanged namespace(String id, long revision) {
    return new NamespaceChanged(
        new Namespace(
            id, id + ".local", NamespaceType.DNS_PRIVATE, "", "vpc-fairlead", 15, 1, null),
        revision);
  }

  /** A service of this id and name with an endpoint for each instance. */
  public static ServiceEndpoints service(String id, long revision, String... instances) {
    var dns = new DnsConfig(RoutingPolicy.MULTIVALUE, List.of(new DnsRecord(RecordType.A, 60)));
    var connect =
        new ServiceConnectService(
            "http", id, List.of(new ClientAlias(8080, "backend")), 15000, null);
    var service =
        new Service(
            id, "ns-1", id, "", dns, null, new HealthCheckCustomConfig(1), connect, 1, "token");
    return new ServiceEndpoints(
        "ns-1.local", service, revision, Arrays.stream(instances).map(Samples::endpoint).toList());
  }

  /** A healthy endpoint on loopback. */
  public static Endpoint endpoint(String instanceId) {
    return Endpoint.of(
        new Instance(
            instanceId,
            Map.of(InstanceAttributes.IPV4, "127.0.7.1", InstanceAttributes.PORT, "8080"),
            HealthStatus.HEALTHY,
            true,
            null));
  }
}
