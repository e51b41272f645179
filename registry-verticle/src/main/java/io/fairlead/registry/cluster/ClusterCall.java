package io.fairlead.registry.cluster;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Brings what Hazelcast completes back to the caller's context, and keeps blocking calls off it.
 */
final class ClusterCall {
  private final Vertx vertx;

  ClusterCall(Vertx vertx) {
    this.vertx = vertx;
  }

  /** An asynchronous call; one that is refused at once is a failed future too. */
  <T> Future<T> async(Supplier<CompletionStage<T>> call) {
    var context = Vertx.currentContext();
    CompletionStage<T> stage;
    try {
      stage = call.get();
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
    var future =
        context == null
            ? Future.fromCompletionStage(stage)
            : Future.fromCompletionStage(stage, context);
    return future.recover(
        e ->
            Future.failedFuture(
                e instanceof CompletionException && e.getCause() != null ? e.getCause() : e));
  }

  /** A call for which Hazelcast has no asynchronous form. */
  <T> Future<T> blocking(Callable<T> call) {
    return vertx.executeBlocking(call, false);
  }
}
