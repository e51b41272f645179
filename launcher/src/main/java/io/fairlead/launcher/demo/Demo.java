package io.fairlead.launcher.demo;

import io.fairlead.launcher.console.Console;
import io.fairlead.launcher.console.Console.Tone;
import io.fairlead.launcher.console.Figures;
import io.fairlead.launcher.console.ProcessNews;
import io.fairlead.launcher.jvm.Home;
import io.fairlead.launcher.process.Leaving;
import io.fairlead.launcher.task.Fleet;
import io.fairlead.launcher.task.FleetSettings;
import io.fairlead.launcher.task.Preflight;
import io.fairlead.launcher.task.RunFolder;
import io.fairlead.node.StartFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** One run of the demo, from the first process to the summary. */
final class Demo {
  private static final int REGISTRIES = 2;
  private static final Duration START_WITHIN = Duration.ofSeconds(90);

  private final Console console;
  private final DemoPlan plan;
  private final ProcessNews news;
  private final Fleet fleet;
  private final Rotation rotation;
  private final KillStory kill;
  private final ScheduledExecutorService clock =
      Executors.newScheduledThreadPool(
          2,
          action -> {
            var thread = new Thread(action, "demo-clock");
            thread.setDaemon(true);
            return thread;
          });
  private volatile LoadGenerator load;
  private Duration firstRequest;

  /** Prepares a run: nothing is started yet. */
  Demo(Console console, Home home, DemoPlan plan) {
    var settings = FleetSettings.own(home, home.state(), REGISTRIES);
    Preflight.require(DemoFleet.definition(), settings);
    this.console = console;
    this.plan = plan;
    this.news = new ProcessNews(console);
    this.fleet = new Fleet(settings.in(RunFolder.next(home.state(), "demo")), news);
    this.rotation = new Rotation(fleet);
    var schedule = plan.kills() ? KillSchedule.of(plan.length()) : null;
    this.kill = new KillStory(console, fleet, schedule);
  }

  /** Runs it; the exit code is 0 when requests were made and none failed. */
  int run() {
    var leaving = Leaving.by(this::leave);
    try {
      start();
      applyLoad();
      var summary = load.summary().join();
      leaving.standStillIfBegun();
      return end(summary);
    } catch (StartFailure | CompletionException failure) {
      leaving.standStillIfBegun();
      news.hush();
      fleet.close();
      throw failure instanceof StartFailure known
          ? known
          : new IllegalStateException(failure.getCause().getMessage(), failure);
    }
  }

  private void start() {
    console.line(console.paint(Tone.STRONG, "Fairlead demo") + ", logs in " + folder());
    var first = new FirstRequest(fleet, clock);
    fleet.start(DemoFleet.definition(), START_WITHIN);
    firstRequest = first.await(START_WITHIN);
    rotation.awaitAll(clock, START_WITHIN);
    console.line(
        console.paint(Tone.GOOD, "  first request served ")
            + Figures.seconds(firstRequest)
            + " after the start");
    new Invitation(console, fleet).show();
    console.line("");
    console.line(console.paint(Tone.QUIET, "Warming up ..."));
    Rehearsal.run(fleet);
  }

  private void applyLoad() {
    String length =
        plan.length() == null ? "until Ctrl-C" : "for " + plan.length().toSeconds() + " s";
    console.line(
        "Load: "
            + Figures.count(plan.rate())
            + " requests a second to "
            + DemoFleet.URL
            + " "
            + length);
    var screen = new LoadScreen(console, rotation);
    load =
        LoadGenerator.start(
            fleet,
            fleet.tasks(DemoFleet.LOAD).get(0),
            DemoFleet.URL,
            plan.rate(),
            plan.length(),
            reading -> {
              screen.show(reading);
              kill.hear(reading);
            });
  }

  private int end(LoadReading summary) {
    var memory = SidecarMemory.of(fleet);
    news.hush();
    console.line("");
    new DemoReport(summary, Optional.ofNullable(firstRequest), kill.told(), memory, folder())
        .lines()
        .forEach(line -> console.line(line));
    String more = fleet.archives().isWriting() ? " and preparing quicker starts" : "";
    console.line(console.paint(Tone.QUIET, "Stopping" + more + " ..."));
    fleet.close();
    return summary.failed() == 0 && summary.ok() > 0 ? 0 : 1;
  }

  private String folder() {
    return fleet.settings().folder().toString();
  }

  /** Ctrl-C, SIGTERM, or the normal end. */
  private void leave() {
    news.hush();
    if (!fleet.isClosing() && load != null) {
      load.stop();
      load.summary().thenAccept(this::end).exceptionally(failure -> null).join();
    }
    fleet.close();
  }
}
