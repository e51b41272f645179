package io.fairlead.launcher.demo;

import io.fairlead.launcher.fleet.SidecarPorts;
import io.fairlead.launcher.process.HttpGet;
import io.fairlead.launcher.task.Fleet;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * A few requests at a time before the load, until they are quick or a few seconds have passed: so
 * that its first seconds show the fleet, and not fifteen JVMs that load their classes.
 */
final class Rehearsal {
  private static final int CALLERS = 6;
  private static final int WINDOW = 40;
  private static final Duration QUICK = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofSeconds(8);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private Rehearsal() {}

  /** Returns when it is done; what fails here is not counted. */
  static void run(Fleet fleet) {
    var task = fleet.tasks(DemoFleet.LOAD).get(0);
    var egress = new InetSocketAddress(task.host(), SidecarPorts.EGRESS);
    long until = System.nanoTime() + LONGEST.toNanos();
    var callers = Executors.newFixedThreadPool(CALLERS);
    try {
      List<CompletableFuture<Void>> all =
          Stream.generate(() -> CompletableFuture.runAsync(() -> call(egress, until), callers))
              .limit(CALLERS)
              .toList();
      CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).join();
    } finally {
      callers.shutdownNow();
    }
  }

  private static void call(InetSocketAddress egress, long until) {
    long window;
    do {
      long begun = System.nanoTime();
      for (int i = 0; i < WINDOW && System.nanoTime() < until; i++) {
        try {
          HttpGet.through(egress, DemoFleet.URL, PATIENCE);
        } catch (IOException notCounted) {
          return;
        }
      }
      window = System.nanoTime() - begun;
    } while (System.nanoTime() < until && window > QUICK.toNanos() * WINDOW);
  }
}
