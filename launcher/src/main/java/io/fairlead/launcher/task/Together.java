package io.fairlead.launcher.task;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Does one thing with many at the same time. */
final class Together {
  private Together() {}

  /** Completes when all have; fails as soon as one does, without waiting for the others. */
  static <T> CompletableFuture<Void> all(
      List<T> subjects, Function<? super T, CompletableFuture<Void>> action) {
    var parts = subjects.stream().<CompletableFuture<Void>>map(action).toList();
    var all = new CompletableFuture<Void>();
    for (var part : parts) {
      var unused =
          part.exceptionally(
              failure -> {
                all.completeExceptionally(failure);
                return null;
              });
    }
    var unused =
        CompletableFuture.allOf(parts.toArray(CompletableFuture<?>[]::new))
            .thenRun(() -> all.complete(null));
    return all;
  }
}
