package io.fairlead.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.catalog.ClientAlias;
import io.fairlead.catalog.Endpoint;
import io.fairlead.catalog.HealthStatus;
import io.fairlead.catalog.Service;
import io.fairlead.catalog.ServiceConnectService;
import io.fairlead.catalog.ServiceEndpoints;
import io.fairlead.catalog.TimeoutConfiguration;
import io.fairlead.proxy.exchange.Address;
import io.fairlead.proxy.exchange.Timeouts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoutingTableTest {
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
  private static final GonePolicy MINUTE = new GonePolicy(Duration.ofMinutes(1), 4);

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
    return after(RoutingTable.EMPTY, 0, namespace, services);
  }

  private static RoutingTable after(
      RoutingTable previous, int seconds, String namespace, ServiceEndpoints... services) {
    return RoutingTable.of(
        List.of(services), true, namespace, previous, MINUTE, NOON.plusSeconds(seconds));
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
    assertThat(table.leadsTo(new Address("10.0.0.1", 15000, "ns/demo/svc/backend", false)))
        .isTrue();
    assertThat(table.leadsTo(new Address("10.0.0.1", 15000, "ns/demo/svc/other", false))).isFalse();
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

    var second = after(first, 1, "demo", before, service("c", "demo", 3));

    assertThat(second.find("a")).isSameAs(first.find("a"));
    assertThat(second.find("b")).isNull();
    assertThat(second.find("c")).isNotNull();
  }

  @Test
  void aNameWhoseServiceIsGoneIsRememberedForAWhile() {
    var first = table("demo", service("a", "demo", 1), service("b", "demo", 2));

    var second = after(first, 1, "demo", service("b", "demo", 2));

    var gone = new GoneName("a.demo", AppProtocol.HTTP, NOON.plusSeconds(1));
    assertThat(second.find("a")).isNull();
    assertThat(second.findGone("A.demo.:99")).isEqualTo(gone);
    assertThat(second.findGone("a")).isEqualTo(gone);
    assertThat(second.findGone("b")).isNull();
    assertThat(second.findGone("c")).isNull();
    assertThat(second.gone()).containsOnlyKeys("a", "a.demo");
    assertThat(second.forgetting(MINUTE, NOON.plusSeconds(60))).isSameAs(second);
    var third = after(second, 60, "demo", service("b", "demo", 2));
    assertThat(third.findGone("a")).isEqualTo(gone);
    assertThat(third.forgetting(MINUTE, NOON.plusSeconds(61)).findGone("a")).isNull();
    assertThat(third.forgetting(MINUTE, NOON.plusSeconds(61)).find("b")).isNotNull();
  }

  @Test
  void aNameThatComesBackIsGoneNoMore() {
    var first = table("demo", service("a", "demo", 1));
    var second = after(first, 1, "demo");

    var third = after(second, 2, "demo", service("a", "demo", 1));

    assertThat(third.find("a")).isNotNull();
    assertThat(third.gone()).isEmpty();
  }

  @Test
  void anAliasThatIsGoneKeepsItsPort() {
    var first =
        table(
            "demo", service("a", "demo", 1, new ClientAlias(80, "shop")), service("b", "demo", 2));
    var shop = new AliasPort("shop", 80);
    assertThat(first.aliasPorts()).containsExactly(shop);

    var second = after(first, 1, "demo", service("a", "demo", 1), service("b", "demo", 2));

    assertThat(second.aliasPorts()).containsExactly(shop);
    assertThat(second.findGone("shop:80").service()).isEqualTo("a.demo");
    var third =
        after(
            second,
            2,
            "demo",
            service("a", "demo", 1),
            service("b", "demo", 2, new ClientAlias(80, "shop")));
    assertThat(third.find("shop:80").name()).isEqualTo("b.demo");
    assertThat(third.gone()).isEmpty();
    assertThat(second.forgetting(MINUTE, NOON.plusSeconds(61)).aliasPorts()).isEmpty();
  }

  @Test
  void noMoreNamesAreRememberedThanAreSet() {
    var first = table("demo", service("a", "demo", 1), service("b", "demo", 2));
    var second = after(first, 1, "demo", service("b", "demo", 2), service("c", "demo", 3));
    var third = after(second, 2, "demo");

    assertThat(third.gone()).hasSize(4);
    assertThat(third.findGone("c")).isNotNull();
    assertThat(third.findGone("a")).isNull();
  }

  @Test
  void aNameThatNobodyHasBecauseTwoClaimItIsNotGone() {
    var first = table(null, service("a", "one", 1));

    var second = after(first, 1, null, service("a", "one", 1), service("a", "two", 2));

    assertThat(second.find("a")).isNull();
    assertThat(second.findGone("a")).isNull();
  }

  @Test
  void whatAServiceSpeaksIsKnownAlsoWhenItIsGone() {
    var first = table("demo", service("a", "demo", 1));

    assertThat(first.protocolOf("a")).isEqualTo(AppProtocol.HTTP);
    assertThat(after(first, 1, "demo").protocolOf("a")).isEqualTo(AppProtocol.HTTP);
    assertThat(first.protocolOf("b")).isNull();
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
