package io.fairlead.launcher.demo;

import io.fairlead.launcher.fleet.SidecarPorts;
import io.fairlead.launcher.jvm.FatJar;
import io.fairlead.launcher.jvm.JvmFlags;
import io.fairlead.launcher.process.ChildProcess;
import io.fairlead.launcher.process.Logs;
import io.fairlead.launcher.process.Probe;
import io.fairlead.launcher.process.ProcessSpec;
import io.fairlead.launcher.process.Restart;
import io.fairlead.launcher.task.Fleet;
import io.fairlead.launcher.task.Task;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The load generator's process: constant rate, open loop, every failure counted (see {@code
 * demo.jar load}). Calls through a task's sidecar and ends with the fleet.
 */
public final class LoadGenerator {
  private static final Duration STOP_GRACE = Duration.ofSeconds(12);

  private final ProcessSpec spec;
  private final ChildProcess process;
  private final CompletableFuture<LoadReading> summary = new CompletableFuture<>();

  private LoadGenerator(ProcessSpec spec, Fleet fleet, Consumer<LoadReading> everySecond) {
    this.spec = spec;
    this.process =
        ChildProcess.start(
            spec,
            fleet.warden(),
            line -> LoadReading.parse(line).ifPresent(reading -> hear(reading, everySecond)));
    var unused = process.outputEnded().thenRun(this::ended);
  }

  /**
   * Starts to send.
   *
   * @param caller through whose sidecar
   * @param rate requests a second
   * @param length how long; null until stopped
   * @param everySecond hears how it stands, on a thread of its own
   */
  public static LoadGenerator start(
      Fleet fleet,
      Task caller,
      URI url,
      int rate,
      Duration length,
      Consumer<LoadReading> everySecond) {
    var settings = fleet.settings();
    var arguments = new ArrayList<String>();
    arguments.addAll(List.of("load", "--json", "--url", url.toString()));
    arguments.addAll(List.of("--rate", Integer.toString(rate)));
    arguments.addAll(List.of("--proxy", "http://" + caller.host() + ":" + SidecarPorts.EGRESS));
    if (length != null) {
      arguments.addAll(List.of("--for", length.toMillis() + "ms"));
    }
    var spec =
        new ProcessSpec(
            "load-generator",
            fleet.archives().applied(JvmFlags.command(settings.home(), FatJar.DEMO, arguments)),
            JvmFlags.environment(),
            settings.folder(),
            settings.folder().resolve("load-generator.log"),
            Probe.running(),
            STOP_GRACE,
            Restart.NEVER);
    return new LoadGenerator(spec, fleet, everySecond);
  }

  private void hear(LoadReading reading, Consumer<LoadReading> everySecond) {
    if (reading.summary()) {
      summary.complete(reading);
    } else {
      everySecond.accept(reading);
    }
  }

  private void ended() {
    String last = Logs.lastLine(spec.log()).orElse("nothing in " + spec.log());
    summary.completeExceptionally(
        new IllegalStateException("the load generator ended without a summary: " + last));
  }

  /** Sends nothing more; the summary follows. */
  public void stop() {
    var unused = process.stop(STOP_GRACE);
  }

  /** The whole run; fails when the load generator ended without telling. */
  public CompletableFuture<LoadReading> summary() {
    return summary;
  }
}
