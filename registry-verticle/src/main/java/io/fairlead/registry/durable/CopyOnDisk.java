package io.fairlead.registry.durable;

import io.fairlead.node.NodeContext;
import io.fairlead.node.StartFailure;
import io.fairlead.registry.catalog.CatalogMirror;
import io.fairlead.registry.catalog.CatalogStore;
import io.fairlead.registry.catalog.Removals;
import io.fairlead.registry.catalog.Revisions;
import io.fairlead.registry.catalog.SideBySide;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the copy into the mirror before the mirror meets the cluster, then writes what changes. */
final class CopyOnDisk implements Durability {
  private static final Logger LOG = LoggerFactory.getLogger(CopyOnDisk.class);
  private static final long OPERATION_KEPT_MILLIS = TimeUnit.HOURS.toMillis(1);
  private static final int PUTS_MAX = 16;

  private final NodeContext node;
  private final CatalogStore inner;
  private final CatalogMirror mirror;
  private final CopyPlace place;
  private final FirstFormat firstFormat;
  private final CatalogCopy copy;

  CopyOnDisk(
      NodeContext node,
      DiskSettings settings,
      String address,
      CatalogStore inner,
      CatalogMirror mirror) {
    var folder = Path.of(settings.folder());
    this.node = node;
    this.inner = inner;
    this.mirror = mirror;
    this.place = new CopyPlace(folder, settings.fileName(address), address);
    this.firstFormat = new FirstFormat(folder);
    this.copy =
        new CatalogCopy(
            place, "data.folder = " + folder, settings.probe(), new DiskMetrics(node.meters()));
  }

  @Override
  public CatalogStore store() {
    return new DurableCatalogStore(inner, copy);
  }

  @Override
  public Future<Void> start(Duration settle) {
    node.readiness().require("catalog on disk", () -> copy.trouble() == null);
    node.management().get("/data", this::page);
    DiskMetrics.watch(node.meters(), copy);
    return node.vertx()
        .executeBlocking(this::read)
        .compose(contents -> believed(contents, settle).compose(is -> fill(contents, is)));
  }

  @Override
  public Future<Void> close() {
    return node.vertx()
        .executeBlocking(
            () -> {
              copy.close();
              return null;
            });
  }

  private CopyFile.Contents read() {
    try {
      // Until it is put aside, whatever of it may have been taken over already.
      var earlier = firstFormat.exists() ? firstFormat.read() : null;
      var contents = copy.open();
      return earlier == null ? contents : contents.with(earlier);
    } catch (DamagedCopy e) {
      throw new StartFailure(e.getMessage());
    }
  }

  /** Costly, hence asked only of a copy that may be too old. */
  private Future<Boolean> believed(CopyFile.Contents contents, Duration settle) {
    boolean isYoung = contents.aliveMicros() >= Revisions.nowMicros() - Removals.KEPT_MICROS;
    boolean isEmpty = contents.namespaces().isEmpty() && contents.services().isEmpty();
    if (isYoung || isEmpty) {
      return Future.succeededFuture(true);
    }
    return inner
        .completeAt(settle.toMillis())
        .compose(
            complete ->
                inner
                    .contents()
                    .map(
                        held ->
                            Belief.inCopy(
                                contents.aliveMicros(),
                                held,
                                TimeUnit.MILLISECONDS.toMicros(complete - settle.toMillis()),
                                TimeUnit.MILLISECONDS.toMicros(inner.nowMillis()))));
  }

  private Future<Void> fill(CopyFile.Contents contents, boolean believed) {
    copy.start(believed ? null : contents);
    mirror.onChange(copy::follow);
    if (!believed) {
      LOG.warn(
          "the copy in {} is older than what the cluster remembers of removals: not used",
          place.folder());
      return Future.succeededFuture();
    }
    contents.namespaces().forEach(mirror::accept);
    contents.services().forEach(mirror::accept);
    LOG.info(
        "read from {}: {} namespaces, {} services, {} instances",
        place.folder(),
        mirror.namespaceCount(),
        mirror.serviceCount(),
        mirror.services().stream().mapToInt(s -> s.entry().instances().size()).sum());
    // Not waited for: they are history, there may be thousands, and the catalog is needed now.
    return migrated().onSuccess(v -> restoreOperations(contents));
  }

  /** The file of the first format goes when what was in it is on the disk. */
  private Future<Void> migrated() {
    if (!firstFormat.exists()) {
      return Future.succeededFuture();
    }
    var steps = mirror.everything().stream().map(copy::hold).map(Future::fromCompletionStage);
    return Future.all(steps.toList())
        .compose(
            v ->
                node.vertx()
                    .executeBlocking(
                        () -> {
                          firstFormat.putAside();
                          return null;
                        }));
  }

  private Future<Void> restoreOperations(CopyFile.Contents contents) {
    long oldest = TimeUnit.MICROSECONDS.toMillis(Revisions.nowMicros()) - OPERATION_KEPT_MILLIS;
    var steps =
        contents.operations().stream()
            .filter(o -> o.createdAtMillis() >= oldest)
            .<Supplier<Future<?>>>map(
                o ->
                    () ->
                        inner
                            .operation(o.id())
                            .compose(
                                known ->
                                    known == null
                                        ? inner.putOperation(o)
                                        : Future.succeededFuture()))
            .toList();
    return SideBySide.run(steps, PUTS_MAX)
        .otherwise(
            e -> {
              LOG.warn("operations of before the start could not be restored: {}", e.toString());
              return null;
            });
  }

  private JsonObject page() {
    var trouble = copy.trouble();
    var page =
        new JsonObject()
            .put("folder", place.folder().toString())
            .put("well", trouble == null)
            .put("queued", copy.queued());
    return trouble == null ? page : page.put("trouble", trouble);
  }
}
