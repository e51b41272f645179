package io.fairlead.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.ClientAlias;
import io.fairlead.catalog.Endpoint;
import io.fairlead.catalog.HealthStatus;
import io.fairlead.catalog.Service;
import io.fairlead.catalog.ServiceConnectService;
import io.fairlead.catalog.ServiceEndpoints;
import io.fairlead.catalog.TimeoutConfiguration;
import io.fairlead.proxy.exchange.Address;
import io.fairlead.proxy.exchange.Timeouts;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoutingTableTest {
  private static ServiceEndpoints service(
      String name, String namespace, long createdAt, ClientAlias... aliases) {
    var connect = new ServiceConnectService("http", name, List.of(aliases), null, null);
    return endpoints(name, namespace, createdAt, connect, List.of());
  }

  private static ServiceEndpoints endpoints(
      String name,
      String namespace,
      long createdAt,
      ServiceConnectService connect,
      List<Endpoint> endpoints) {
    var service =
        new Service(
            "srv-" + name + "-" + namespace,
            "ns-" + namespace,
            name,
            "",
            null,
            null,
            null,
            connect,
            createdAt,
            null);
    return new ServiceEndpoints(namespace, service, 1, endpoints);
  }

  private static RoutingTable table(String namespace, ServiceEndpoints... services) {
    return RoutingTable.of(List.of(services), true, namespace, RoutingTable.EMPTY);
  }

  private static String find(RoutingTable table, String authority) {
    var route = table.find(authority);
    return route == null ? null : route.name();
  }

  @Test
  void aServiceIsFoundByItsFullNameOnAnyPort() {
    var table = table("demo", service("backend", "demo", 1), service("backend", "other", 2));

    assertThat(find(table, "backend.demo")).isEqualTo("backend.demo");
    assertThat(find(table, "backend.demo:1234")).isEqualTo("backend.demo");
    assertThat(find(table, "backend.other:80")).isEqualTo("backend.other");
    assertThat(find(table, "BackEnd.Demo.:80")).isEqualTo("backend.demo");
    assertThat(find(table, "frontend.demo")).isNull();
  }

  @Test
  void shortNamesAreThoseOfTheOwnNamespace() {
    var table = table("demo", service("backend", "demo", 2), service("orders", "other", 1));

    assertThat(find(table, "backend:99")).isEqualTo("backend.demo");
    assertThat(find(table, "orders")).isNull();
  }

  @Test
  void withoutANamespaceShortNamesAreFoundWhileTheyAreUnique() {
    var table =
        table(
            null,
            service("backend", "demo", 1),
            service("backend", "other", 2),
            service("orders", "other", 3, new ClientAlias(80, "shop")));

    assertThat(find(table, "orders")).isEqualTo("orders.other");
    assertThat(find(table, "shop")).isEqualTo("orders.other");
    assertThat(find(table, "backend")).isNull();
    assertThat(find(table, "backend.demo")).isEqualTo("backend.demo");
  }

  @Test
  void aliasesAreFoundByNameAndPort() {
    var table =
        table(
            "demo",
            service("orders-v1", "demo", 1, new ClientAlias(8080, "orders")),
            service("orders-v2", "demo", 2, new ClientAlias(9090, "orders")));

    assertThat(find(table, "orders:8080")).isEqualTo("orders-v1.demo");
    assertThat(find(table, "orders:9090")).isEqualTo("orders-v2.demo");
    assertThat(find(table, "orders:7070")).isNull();
  }

  @Test
  void anAliasWithoutAPortIsTheOneOnPort80() {
    var table =
        table(
            "demo",
            service("a", "demo", 1, new ClientAlias(8080, "orders")),
            service("b", "demo", 2, new ClientAlias(80, "orders")));
    var only = table("demo", service("a", "demo", 1, new ClientAlias(8080, "orders")));

    assertThat(find(table, "orders")).isEqualTo("b.demo");
    assertThat(find(only, "orders")).isEqualTo("a.demo");
  }

  @Test
  void anAliasWithoutANameIsTheFullName() {
    var table = table("demo", service("backend", "demo", 1, new ClientAlias(8080, null)));

    assertThat(find(table, "backend.demo:8080")).isEqualTo("backend.demo");
  }

  @Test
  void everyAliasThatLeadsSomewhereIsTold() {
    var table =
        table(
            "demo",
            service("a", "demo", 1, new ClientAlias(80, "Orders"), new ClientAlias(81, "orders.")),
            service("b", "demo", 2, new ClientAlias(80, "orders"), new ClientAlias(8080, null)),
            service("c", "other", 3, new ClientAlias(80, "theirs")),
            service("d", "demo", 4));

    assertThat(table.aliasPorts())
        .extracting(AliasPort::toString)
        .containsExactlyInAnyOrder("orders:80", "orders:81", "b.demo:8080");
    assertThat(table.aliasPorts()).allMatch(alias -> table.find(alias.toString()) != null);
    assertThat(find(table, "orders:81")).isEqualTo("a.demo");
  }

  @Test
  void anAliasThatTwoClaimIsNotToldWhereItLeadsNowhere() {
    var table =
        table(
            null,
            service("a", "demo", 1, new ClientAlias(80, "orders")),
            service("b", "other", 2, new ClientAlias(80, "orders"), new ClientAlias(81, "orders")));

    assertThat(table.aliasPorts()).extracting(AliasPort::toString).containsExactly("orders:81");
  }

  @Test
  void aliasesOfOtherNamespacesAreTheirs() {
    var table = table("demo", service("a", "other", 1, new ClientAlias(80, "orders")));

    assertThat(find(table, "orders")).isNull();
  }

  @Test
  void theOlderServiceKeepsAContestedAlias() {
    var older = service("a", "demo", 1, new ClientAlias(80, "orders"));
    var newer = service("b", "demo", 2, new ClientAlias(80, "orders"));

    assertThat(find(table("demo", older, newer), "orders:80")).isEqualTo("a.demo");
    assertThat(find(table("demo", newer, older), "orders:80")).isEqualTo("a.demo");
    assertThat(find(table("demo", newer, older), "orders")).isEqualTo("a.demo");
  }

  @Test
  void endpointsAreWhereProxiesConnect() {
    var connect =
        new ServiceConnectService(
            "http", "backend", List.of(), null, new TimeoutConfiguration(null, 3));
    var table =
        table(
            "demo",
            endpoints(
                "backend",
                "demo",
                1,
                connect,
                List.of(
                    endpoint("a", "10.0.0.1", 8080, 15000, HealthStatus.HEALTHY),
                    endpoint("b", "10.0.0.2", 8080, 0, HealthStatus.UNHEALTHY),
                    endpoint("c", null, 8080, 0, HealthStatus.HEALTHY),
                    endpoint("d", "10.0.0.4", 0, 0, HealthStatus.UNKNOWN))));

    var route = table.find("backend");

    assertThat(route.endpoints().stream().map(e -> e.instanceId() + "@" + e.address()))
        .containsExactly("a@10.0.0.1:15000", "b@10.0.0.2:8080");
    assertThat(route.healthy()).extracting(e -> e.instanceId()).containsExactly("a");
    assertThat(route.endpoints()).extracting(e -> e.sidecar()).containsExactly(true, false);
    assertThat(route.timeouts()).isEqualTo(Timeouts.ofSeconds(3, 300));
    assertThat(table.leadsTo(new Address("10.0.0.1", 15000))).isTrue();
    assertThat(table.leadsTo(new Address("10.0.0.1", 8080))).isFalse();
  }

  private static Endpoint endpoint(
      String id, String ip, int port, int ingressPort, HealthStatus status) {
    return new Endpoint(id, ip, null, null, port, ingressPort, status, 1, null);
  }

  @Test
  void servicesWithoutServiceConnectHaveTheDefaultTimeouts() {
    var table = table("demo", endpoints("legacy", "demo", 1, null, List.of()));

    assertThat(table.find("legacy").timeouts()).isEqualTo(Timeouts.DEFAULT);
  }

  @Test
  void routesOfUnchangedServicesAreTakenOver() {
    var before = service("a", "demo", 1);
    var first = table("demo", before, service("b", "demo", 2));

    var second = RoutingTable.of(List.of(before, service("c", "demo", 3)), true, "demo", first);

    assertThat(second.find("a")).isSameAs(first.find("a"));
    assertThat(second.find("b")).isNull();
    assertThat(second.find("c")).isNotNull();
  }

  @Test
  void someKnownNamesAreTold() {
    assertThat(table("demo").knownNames()).isEqualTo("no service is registered");
    var many =
        java.util.stream.IntStream.range(0, 9)
            .mapToObj(i -> service("s" + i, "demo", i))
            .toArray(ServiceEndpoints[]::new);
    assertThat(table("demo", many).knownNames())
        .isEqualTo("known: s0.demo, s1.demo, s2.demo, s3.demo, s4.demo and 4 more");
  }
}
