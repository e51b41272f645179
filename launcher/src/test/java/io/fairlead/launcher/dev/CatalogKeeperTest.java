package io.fairlead.launcher.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fairlead.catalog.Namespace;
import io.fairlead.catalog.NamespaceType;
import io.fairlead.node.Drain;
import io.fairlead.node.StartFailure;
import io.fairlead.registry.catalog.Labels;
import io.fairlead.registry.catalog.LocalCatalogStore;
import io.fairlead.registry.catalog.NamespaceChange;
import io.fairlead.registry.catalog.StoredNamespace;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class CatalogKeeperTest {
  private static final String ID = "ns-1";
  @TempDir private Path folder;

  @Test
  void whatWasKeptIsThereAgain(Vertx vertx) throws Exception {
    var before = store(vertx, new Drain());
    before.change(ID, new NamespaceChange.Create(namespace(), Labels.NONE));
    await().until(() -> Files.exists(folder.resolve("catalog.json")));

    var after = store(vertx, new Drain());

    assertThat(get(after.namespace(ID))).isEqualTo(get(before.namespace(ID)));
  }

  @Test
  void theDrainWritesWhatCameLast(Vertx vertx) throws Exception {
    var drain = new Drain();
    var before = store(vertx, drain);
    before.change(ID, new NamespaceChange.Create(namespace(), Labels.NONE));
    before.change(ID, new NamespaceChange.Remove());

    get(drain.run());

    assertThat(get(store(vertx, new Drain()).namespace(ID)))
        .isEqualTo(get(before.namespace(ID)))
        .matches(StoredNamespace::isRemoved);
  }

  @Test
  void aFileThatIsNoCatalogStopsTheStart(Vertx vertx) throws IOException {
    Files.writeString(folder.resolve("catalog.json"), "{\"namespaces\": [");

    assertThatThrownBy(() -> store(vertx, new Drain()))
        .cause()
        .isInstanceOf(StartFailure.class)
        .hasMessageStartingWith(folder.resolve("catalog.json") + " is no catalog: ")
        .hasMessageEndingWith("move it away to begin with nothing)");
  }

  @Test
  void nothingHalfWrittenIsEverUnderTheName() throws IOException {
    var file = new CatalogFile(folder);
    file.read();
    Files.writeString(folder.resolve("catalog.json.next"), "torn");

    assertThat(file.read().namespaces()).isEmpty();
  }

  private LocalCatalogStore store(Vertx vertx, Drain drain) throws Exception {
    var store = new LocalCatalogStore(System::currentTimeMillis);
    get(new CatalogKeeper(vertx, store, new CatalogFile(folder)).start(drain));
    return store;
  }

  private static Namespace namespace() {
    return new Namespace(ID, "shop.local", NamespaceType.DNS_PRIVATE, "", "vpc-1", 15, 1, null);
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
