package io.fairlead.registry.durable;

import io.fairlead.registry.catalog.CatalogStore;
import io.fairlead.registry.catalog.NamespaceChange;
import io.fairlead.registry.catalog.Operation;
import io.fairlead.registry.catalog.Outcome;
import io.fairlead.registry.catalog.ServiceChange;
import io.fairlead.registry.catalog.Stored;
import io.fairlead.registry.catalog.StoredNamespace;
import io.fairlead.registry.catalog.StoredService;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A store whose acknowledgements wait until this node's disk has what they tell, refusals included:
 * whoever hears that something exists already may rely on it. While the disk takes nothing, changes
 * fail with {@code Unavailable} before they are made, and reads go on.
 */
final class DurableCatalogStore implements CatalogStore {
  private final CatalogStore inner;
  private final CatalogCopy copy;

  DurableCatalogStore(CatalogStore inner, CatalogCopy copy) {
    this.inner = inner;
    this.copy = copy;
  }

  @Override
  public Future<Outcome<StoredNamespace>> change(String id, NamespaceChange change) {
    return unlessRefused(() -> inner.change(id, change).compose(this::held));
  }

  @Override
  public Future<Outcome<StoredService>> change(String id, ServiceChange change) {
    return unlessRefused(() -> inner.change(id, change).compose(this::held));
  }

  private <T> Future<T> unlessRefused(Supplier<Future<T>> work) {
    var refusal = copy.refusal();
    return refusal == null ? work.get() : Future.failedFuture(refusal);
  }

  private <S extends Stored> Future<Outcome<S>> held(Outcome<S> outcome) {
    var held = outcome.held();
    // That there never was anything needs no row.
    return held.revision() == 0
        ? Future.succeededFuture(outcome)
        : whenDone(copy.hold(held), outcome);
  }

  /** On the caller's context, not on the thread that writes. */
  private static <T> Future<T> whenDone(CompletableFuture<Void> done, T result) {
    if (done.isDone() && !done.isCompletedExceptionally()) {
      return Future.succeededFuture(result);
    }
    var context = Vertx.currentContext();
    var future =
        context == null
            ? Future.fromCompletionStage(done)
            : Future.fromCompletionStage(done, context);
    return future.map(result);
  }

  @Override
  public Future<StoredNamespace> namespace(String id) {
    return inner.namespace(id);
  }

  @Override
  public Future<StoredService> service(String id) {
    return inner.service(id);
  }

  @Override
  public Future<Map<String, Long>> fingerprints() {
    return inner.fingerprints();
  }

  @Override
  public Future<Contents> contents() {
    return inner.contents();
  }

  @Override
  public Future<Void> listen(Listener listener) {
    return inner.listen(listener);
  }

  @Override
  public Future<Void> putOperation(Operation operation) {
    return unlessRefused(
        () -> inner.putOperation(operation).compose(v -> whenDone(copy.hold(operation), null)));
  }

  @Override
  public Future<Operation> operation(String id) {
    return inner.operation(id);
  }

  @Override
  public Future<Collection<Operation>> operations() {
    return inner.operations();
  }

  @Override
  public Future<Long> completeAt(long settleMillis) {
    return inner.completeAt(settleMillis);
  }

  @Override
  public long nowMillis() {
    return inner.nowMillis();
  }

  @Override
  public boolean takesChanges() {
    return copy.refusal() == null && inner.takesChanges();
  }

  @Override
  public int nodes() {
    return inner.nodes();
  }
}
