package io.fairlead.registry.api;

import io.fairlead.registry.catalog.Catalog;
import io.fairlead.registry.catalog.CatalogException.OperationNotFound;
import io.fairlead.registry.catalog.Operation;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Makes changes as Cloud Map operations. AWS answers first and works later; here the change is made
 * before its id is told, so that what was acknowledged cannot be lost with this node, and a client
 * that polls GetOperation finds it finished. While it runs it is SUBMITTED, then PENDING, and this
 * node tells of it; the outcome goes into the catalog, for every node to tell.
 *
 * <p>May be used from any thread.
 */
final class RunningOperations {
  private final Catalog catalog;
  private final LongSupplier clockMillis;
  private final Map<String, Running> bySubject = new ConcurrentHashMap<>();

  /** One that has not ended. */
  private static final class Running {
    final Promise<String> done = Promise.promise();
    volatile Operation operation;

    Running(Operation submitted) {
      this.operation = submitted;
    }
  }

  RunningOperations(Catalog catalog, LongSupplier clockMillis) {
    this.catalog = catalog;
    this.clockMillis = clockMillis;
  }

  /**
   * Makes a change, unless the subject is being changed already: the same request joins the one
   * that runs, another fails as a duplicate.
   *
   * @param work makes it; failing with {@link OperationFailure} ends the operation with FAIL, any
   *     other failure refuses the request and leaves no operation behind
   * @return the operation's id
   */
  Future<String> run(Change change, Supplier<? extends Future<?>> work) {
    var mine = new Running(operation(change, "SUBMITTED"));
    var other = bySubject.putIfAbsent(change.subject(), mine);
    if (other != null) {
      return join(change, other);
    }
    mine.operation = moved(mine.operation, "PENDING");
    Future.succeededFuture()
        .compose(start -> work.get().<Void>mapEmpty())
        .map(made -> moved(mine.operation, "SUCCESS"))
        .recover(failure -> failed(mine.operation, failure))
        .compose(ended -> catalog.putOperation(ended).map(ended.id()))
        .onComplete(
            outcome -> {
              // Before the answer: its reader may start the next change at once.
              bySubject.remove(change.subject(), mine);
              mine.done.handle(outcome);
            });
    return mine.done.future();
  }

  /**
   * As {@link #run}, but a change that this very request has made before is not made again: what
   * came after it would be undone.
   */
  Future<String> runOnce(Change change, Supplier<? extends Future<?>> work) {
    return find(change.operationId())
        .map(Optional::of)
        .recover(
            failure ->
                failure instanceof OperationNotFound
                    ? Future.succeededFuture(Optional.empty())
                    : Future.failedFuture(failure))
        .compose(
            known ->
                known.filter(RunningOperations::hasEnded).isPresent()
                    ? Future.succeededFuture(change.operationId())
                    : run(change, work));
  }

  /**
   * Answers a repeated request whose change is made: its operation succeeded, remembered or not.
   */
  Future<String> repeat(Change change) {
    return catalog
        .operation(change.operationId())
        .recover(
            failure -> {
              if (!(failure instanceof OperationNotFound)) {
                return Future.failedFuture(failure);
              }
              var ended = operation(change, "SUCCESS");
              return catalog.putOperation(ended).map(ended);
            })
        .map(Operation::id);
  }

  /** An operation, running on this node or ended anywhere; fails with OperationNotFound. */
  Future<Operation> find(String id) {
    Optional<Operation> here = running().filter(operation -> operation.id().equals(id)).findFirst();
    return here.map(Future::succeededFuture).orElseGet(() -> catalog.operation(id));
  }

  /** Those that run on this node and those of the recent past, each once. */
  Future<Collection<Operation>> all() {
    return catalog
        .operations()
        .map(
            ended -> {
              List<String> known = ended.stream().map(Operation::id).toList();
              var running = running().filter(operation -> !known.contains(operation.id()));
              return Stream.concat(running, ended.stream()).toList();
            });
  }

  private static boolean hasEnded(Operation operation) {
    return operation.status().equals("SUCCESS") || operation.status().equals("FAIL");
  }

  private Stream<Operation> running() {
    return bySubject.values().stream().map(running -> running.operation);
  }

  private static Future<String> join(Change change, Running other) {
    String id = other.operation.id();
    return id.equals(change.operationId())
        ? other.done.future()
        : Future.failedFuture(RequestFailure.duplicate(change.operationName(), id));
  }

  private Operation operation(Change change, String status) {
    long now = clockMillis.getAsLong();
    return new Operation(
        change.operationId(), change.type(), status, null, null, now, now, change.targets());
  }

  private Operation moved(Operation operation, String status) {
    return new Operation(
        operation.id(),
        operation.type(),
        status,
        null,
        null,
        operation.createdAtMillis(),
        clockMillis.getAsLong(),
        operation.targets());
  }

  /** Its targets are left out: what bears their ids belongs to somebody else. */
  private Future<Operation> failed(Operation operation, Throwable failure) {
    if (!(failure instanceof OperationFailure told)) {
      return Future.failedFuture(failure);
    }
    return Future.succeededFuture(
        new Operation(
            operation.id(),
            operation.type(),
            "FAIL",
            told.code(),
            told.getMessage(),
            operation.createdAtMillis(),
            clockMillis.getAsLong(),
            Map.of()));
  }
}
