package io.fairlead.registry;

import io.fairlead.catalog.ClientAlias;
import io.fairlead.catalog.HealthStatus;
import io.fairlead.catalog.Instance;
import io.fairlead.catalog.Namespace;
import io.fairlead.catalog.NamespaceType;
import io.fairlead.catalog.ResourceIds;
import io.fairlead.catalog.Service;
import io.fairlead.catalog.ServiceConnectService;
import io.fairlead.catalog.bus.LeaseHolder;
import io.fairlead.catalog.bus.Registration;
import io.fairlead.registry.catalog.CatalogSettings;
import io.fairlead.registry.lease.LeaseSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Things to register in tests. */
public final class Samples {
  public static final CatalogSettings LIMITS =
      new CatalogSettings(1000, 1000, 1000, Duration.ofSeconds(30));

  public static final LeaseSettings LEASES =
      new LeaseSettings(
          Duration.ofSeconds(10),
          Duration.ofMinutes(5),
          Duration.ofSeconds(1),
          5,
          Duration.ofSeconds(5),
          Duration.ofSeconds(60),
          Duration.ofSeconds(15),
          "vpc-fairlead");

  private Samples() {}

  public static Namespace namespace(String name) {
    var type = NamespaceType.DNS_PRIVATE;
    String id = ResourceIds.namespaceId(type, "vpc-fairlead", name);
    return new Namespace(id, name, type, "", "vpc-fairlead", 15, 1_000, null);
  }

  public static Service service(String namespace, String name) {
    String namespaceId = namespace(namespace).id();
    return new Service(
        ResourceIds.serviceId(NamespaceType.DNS_PRIVATE, namespaceId, name),
        namespaceId,
        name,
        "",
        null,
        null,
        null,
        null,
        1_000,
        null);
  }

  public static Instance instance(String id) {
    return new Instance(
        id, Map.of("AWS_INSTANCE_IPV4", "10.0.0.1"), HealthStatus.HEALTHY, false, null);
  }

  public static Instance leased(String id) {
    return new Instance(
        id, Map.of("AWS_INSTANCE_IPV4", "10.0.0.1"), HealthStatus.HEALTHY, true, null);
  }

  public static ServiceConnectService connect(String name, int port) {
    return new ServiceConnectService(name, name, List.of(new ClientAlias(port, name)), null, null);
  }

  public static Registration registration(String namespace, String service, String instanceId) {
    return new Registration(
        namespace,
        connect(service, 8080),
        instanceId,
        Map.of(
            "AWS_INSTANCE_IPV4", "127.0.7.1",
            "AWS_INSTANCE_PORT", "8080",
            "FAIRLEAD_INGRESS_PORT", "15000"),
        HealthStatus.HEALTHY,
        10_000);
  }

  public static LeaseHolder holder(String namespace, String service, String instanceId) {
    return new LeaseHolder(namespace, service, instanceId);
  }
}
