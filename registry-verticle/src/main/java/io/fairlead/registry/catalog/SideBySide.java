package io.fairlead.registry.catalog;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/** Many steps, a few at a time. */
public final class SideBySide {
  private SideBySide() {}

  /**
   * Runs all of them, in order of beginning; the first failure is the failure of all, and nothing
   * is begun after it.
   *
   * @param max under way at once
   */
  public static Future<Void> run(List<? extends Supplier<? extends Future<?>>> steps, int max) {
    var rest = steps.iterator();
    List<Future<Void>> lanes = new ArrayList<>();
    for (int lane = 0; lane < Math.min(max, steps.size()); lane++) {
      lanes.add(next(rest));
    }
    return Future.all(lanes).mapEmpty();
  }

  private static Future<Void> next(Iterator<? extends Supplier<? extends Future<?>>> rest) {
    Supplier<? extends Future<?>> step;
    synchronized (rest) {
      if (!rest.hasNext()) {
        return Future.succeededFuture();
      }
      step = rest.next();
    }
    return step.get().compose(done -> next(rest));
  }
}
