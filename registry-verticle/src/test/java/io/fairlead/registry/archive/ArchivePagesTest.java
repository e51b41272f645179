package io.fairlead.registry.archive;

import static io.fairlead.registry.Samples.instance;
import static io.fairlead.registry.Samples.leased;
import static io.fairlead.registry.Samples.namespace;
import static io.fairlead.registry.Samples.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.policy.Algorithm;
import io.fairlead.catalog.policy.Balancing;
import io.fairlead.catalog.policy.TrafficPolicy;
import io.fairlead.node.Drain;
import io.fairlead.node.NodeContext;
import io.fairlead.node.Readiness;
import io.fairlead.registry.Samples;
import io.fairlead.registry.Wait;
import io.fairlead.registry.catalog.CatalogMirror;
import io.fairlead.registry.catalog.Labels;
import io.fairlead.registry.catalog.LocalCatalogStore;
import io.fairlead.registry.catalog.MirrorSync;
import io.fairlead.registry.catalog.NodeCatalog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class ArchivePagesTest {
  private static final String ORDERS = service("prod", "orders").id();

  private Registry from;
  private Registry to;

  /** A registry alone. */
  private record Registry(NodeCatalog catalog, ArchivePages pages) {
    static Registry of(Vertx vertx) {
      var store = new LocalCatalogStore(System::currentTimeMillis);
      var mirror = new CatalogMirror();
      Wait.of(new MirrorSync(store, mirror, n -> {}).start());
      var node = new NodeContext(vertx, new SimpleMeterRegistry(), new Readiness(), new Drain());
      return new Registry(
          new NodeCatalog(store, mirror, Samples.LIMITS), new ArchivePages(node, store, mirror));
    }

    JsonObject take(Buffer export) {
      return Wait.of(pages.imported(export)).toJsonObject();
    }
  }

  @BeforeEach
  void fillOne(Vertx vertx) {
    from = Registry.of(vertx);
    to = Registry.of(vertx);
    Wait.of(from.catalog().createNamespace(namespace("prod"), Labels.tagged(Map.of("a", "b"))));
    Wait.of(
        from.catalog()
            .createService(
                service("prod", "orders"), new Labels(Map.of("t", "1"), Map.of("x", "y"))));
    var policy =
        new TrafficPolicy(
            new Balancing(Algorithm.PEAK_EWMA, null, null, null, 7),
            null,
            null,
            null,
            null,
            null,
            null);
    Wait.of(from.catalog().setPolicy(ORDERS, policy, null));
    Wait.of(from.catalog().putInstance(ORDERS, instance("i-1")));
    Wait.of(from.catalog().putInstance(ORDERS, leased("i-2")));
    Wait.of(from.catalog().putInstance(ORDERS, instance("i-3")));
    Wait.of(from.catalog().removeInstance(ORDERS, "i-3"));
  }

  @Test
  void whatIsExportedAndImportedIsExportedTheSame() {
    var export = Wait.of(from.pages().exported());
    var counts = to.take(export);
    assertThat(counts.getMap())
        .containsEntry("taken", 2)
        .containsEntry("instances", 2)
        .containsEntry("knownAlready", 0);
    assertThat(Wait.of(to.pages().exported())).isEqualTo(export);
    assertThat(Wait.of(to.catalog().service(ORDERS)).service().policyVersion()).isEqualTo(1);
    assertThat(to.take(export).getMap()).containsEntry("taken", 0).containsEntry("knownAlready", 2);
  }

  @Test
  void anOldExportUndoesNothing() {
    var old = Wait.of(from.pages().exported());
    Wait.of(from.catalog().removeInstance(ORDERS, "i-1"));
    Wait.of(from.catalog().putInstance(ORDERS, instance("i-4")));
    var before = from.catalog().services();
    from.take(old);
    assertThat(from.catalog().services()).isEqualTo(before);
    for (String gone : List.of("i-2", "i-4")) {
      Wait.of(from.catalog().removeInstance(ORDERS, gone));
    }
    Wait.of(from.catalog().deleteService(ORDERS));
    assertThat(from.take(old).getMap()).containsEntry("removedSince", 1);
    assertThat(from.catalog().services()).isEmpty();
  }

  @Test
  void whatIsNoExportIsRefused() {
    for (String wrong :
        List.of(
            "",
            "{",
            "[]",
            "null",
            "{\"a\":1}",
            "{\"format\":\"fairlead-catalog\",\"version\":9}")) {
      assertThat(Wait.failure(to.pages().imported(Buffer.buffer(wrong))))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("(expected: ");
    }
  }
}
