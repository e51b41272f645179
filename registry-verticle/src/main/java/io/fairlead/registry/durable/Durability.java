package io.fairlead.registry.durable;

import io.fairlead.node.NodeContext;
import io.fairlead.registry.catalog.CatalogMirror;
import io.fairlead.registry.catalog.CatalogStore;
import io.vertx.core.Future;
import java.time.Duration;
import org.slf4j.LoggerFactory;

/** What a registry node remembers when it starts again, if anything. */
public interface Durability {
  /**
   * Prepares the disk of a node; nothing is opened yet.
   *
   * @param address the node's cluster address
   * @param inner where changes are made
   */
  static Durability of(
      NodeContext node,
      DataSettings settings,
      String address,
      CatalogStore inner,
      CatalogMirror mirror) {
    if (settings.isKept()) {
      return new CopyOnDisk(node, settings, address, inner, mirror);
    }
    LoggerFactory.getLogger(Durability.class)
        .info("data.folder is empty: the catalog is kept in memory only");
    return new MemoryOnly(inner);
  }

  /** The store whose acknowledgements wait for the disk; refuses changes until {@link #start}. */
  CatalogStore store();

  /**
   * Fills the mirror from the disk, and begins to write. Adds the readiness condition {@code
   * catalog on disk}, the management page {@code /data} and meters. Fails with {@code StartFailure}
   * when the copy cannot be used.
   *
   * @param settle see {@link CatalogStore#completeAt}
   */
  Future<Void> start(Duration settle);

  /** Writes what is left and lets go of the file. */
  Future<Void> close();

  /**
   * Remembers nothing.
   *
   * @param store makes its changes in memory
   */
  record MemoryOnly(CatalogStore store) implements Durability {
    @Override
    public Future<Void> start(Duration settle) {
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> close() {
      return Future.succeededFuture();
    }
  }
}
