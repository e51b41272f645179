package io.fairlead.registry.api;

import static io.fairlead.registry.Samples.instance;
import static io.fairlead.registry.Samples.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.registry.Samples;
import io.fairlead.registry.catalog.CatalogMirror;
import io.fairlead.registry.catalog.Labels;
import io.fairlead.registry.catalog.LocalCatalogStore;
import io.fairlead.registry.catalog.NodeCatalog;
import io.fairlead.registry.catalog.ServiceEntry;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EncodedServicesTest {
  private static final long PLENTY = 1_000_000;

  private final NodeCatalog catalog =
      new NodeCatalog(
          new LocalCatalogStore(System::currentTimeMillis), new CatalogMirror(), Samples.LIMITS);

  @BeforeEach
  void aNamespace() {
    catalog.createNamespace(Samples.namespace("prod"), Labels.NONE);
  }

  @Test
  void answersAreWhatTheTreeWouldBe() {
    var entry = with("orders", "i-1", "i-2");
    var encoded = new EncodedServices(PLENTY).of(entry, "prod");
    var instances = encoded.candidates().instances();
    int[] chosen = {
      instances.indexOf(entry.instances().get("i-2")),
      instances.indexOf(entry.instances().get("i-1"))
    };
    var answer = new JsonObject(encoded.answer(chosen));
    assertThat(answer.getLong("InstancesRevision")).isEqualTo(entry.instancesRevision());
    assertThat(answer.getJsonArray("Instances").encode())
        .isEqualTo("[" + tree(entry, "i-2") + "," + tree(entry, "i-1") + "]");
    assertThat(new JsonObject(encoded.answer(new int[0])).getJsonArray("Instances")).isEmpty();
  }

  @Test
  void theSameStateIsEncodedOnce() {
    var services = new EncodedServices(PLENTY);
    var entry = with("orders", "i-1");
    var first = services.of(entry, "prod");
    assertThat(services.of(entry, "prod")).isSameAs(first);
    assertThat(services.of(entry, "prod-ns-1")).isNotSameAs(first);
    var changed = with("orders", "i-2");
    assertThat(services.of(changed, "prod").candidates().instances()).hasSize(2);
    assertThat(services.bytes()).isEqualTo(services.of(changed, "prod").bytes());
  }

  @Test
  void whatWasNotAskedForLongestGivesWay() {
    var orders = with("orders", "i-1");
    var carts = with("carts", "i-1");
    var users = with("users", "i-1");
    long each = new EncodedServices(PLENTY).of(orders, "prod").bytes();
    var services = new EncodedServices(2 * each + each / 2);
    var kept = services.of(orders, "prod");
    var left = services.of(carts, "prod");
    services.of(orders, "prod");
    services.of(users, "prod");
    assertThat(services.of(orders, "prod")).isSameAs(kept);
    assertThat(services.of(carts, "prod")).isNotSameAs(left);
    assertThat(services.bytes()).isLessThanOrEqualTo(3 * each);
  }

  @Test
  void withoutRoomEverythingIsAnsweredAndNothingKept() {
    var services = new EncodedServices(0);
    assertThat(services.of(with("orders", "i-1"), "prod").candidates().instances()).hasSize(1);
    assertThat(services.bytes()).isZero();
  }

  private ServiceEntry with(String name, String... ids) {
    var wanted = service("prod", name);
    var entry = catalog.knownService(wanted.id());
    if (entry.isEmpty()) {
      catalog.createService(wanted, Labels.NONE);
    }
    for (String id : ids) {
      catalog.putInstance(wanted.id(), instance(id));
    }
    return catalog.knownService(wanted.id()).orElseThrow();
  }

  private static String tree(ServiceEntry entry, String id) {
    return InstanceJson.discovered(entry.instances().get(id), "prod", entry.service().name())
        .toString();
  }
}
