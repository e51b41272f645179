package io.fairlead.launcher.demo;

import io.fairlead.launcher.fleet.SidecarPorts;
import io.fairlead.launcher.process.HttpGet;
import io.fairlead.launcher.process.ProcessAge;
import io.fairlead.launcher.task.Fleet;
import io.fairlead.node.StartFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the fleet again and again while it starts, to tell when it served the first request. */
final class FirstRequest {
  private static final long PAUSE_MILLIS = 100;

  /** The first one loads classes in five processes on its way. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Fleet fleet;
  private final ScheduledExecutorService clock;
  private final CompletableFuture<Duration> served = new CompletableFuture<>();
  private volatile String last = "nothing was asked yet";

  /** Begins to ask. */
  FirstRequest(Fleet fleet, ScheduledExecutorService clock) {
    this.fleet = fleet;
    this.clock = clock;
    ask();
  }

  private void ask() {
    try {
      for (var task : fleet.tasks(DemoFleet.LOAD)) {
        var egress = new InetSocketAddress(task.host(), SidecarPorts.EGRESS);
        var answer = HttpGet.through(egress, DemoFleet.URL, PATIENCE);
        last = answer.status() + " " + answer.firstLine();
        if (answer.status() == 200) {
          served.complete(ProcessAge.ofLauncher());
          return;
        }
      }
    } catch (IOException notYet) {
      last = String.valueOf(notYet.getMessage());
    }
    var unused = clock.schedule(this::ask, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * How long after the launcher's start it was served.
   *
   * @throws StartFailure when it takes too long
   */
  Duration await(Duration within) {
    try {
      return served.get(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new StartFailure(
          DemoFleet.URL + " was not served within " + within.toSeconds() + " s: " + last);
    } catch (ExecutionException | InterruptedException e) {
      throw new StartFailure("waiting for the first request was cut short: " + e.getMessage());
    }
  }
}
