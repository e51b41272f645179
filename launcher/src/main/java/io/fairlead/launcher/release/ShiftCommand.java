package io.fairlead.launcher.release;

import io.fairlead.launcher.console.Console;
import io.fairlead.launcher.deploy.FleetSidecars;
import io.fairlead.launcher.policy.ApiOption;
import io.fairlead.launcher.policy.PolicyApi;
import io.fairlead.launcher.policy.ServiceName;
import io.fairlead.node.StartFailure;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fairlead policy shift}. */
@Command(
    name = "shift",
    mixinStandardHelpOptions = true,
    description = {
      "Moves the traffic of a service step by step from one part of its instances to another, by"
          + " the split of a rule of its policy. Each step is judged by what callers got; when too"
          + " little of it was well, the policy is put back as it was.",
      "Interrupted, it puts the policy back, too."
    },
    footer =
        "Exit code: 0 when all traffic goes to the new part, 1 when it was rolled back or could not"
            + " go on, 2 for wrong options.")
public final class ShiftCommand implements Callable<Integer> {
  private final Console console;
  private final CountDownLatch leaving = new CountDownLatch(1);

  @Mixin private ApiOption registry;

  @Mixin private ShiftOptions options;

  @Option(
      names = "--sidecars",
      split = ",",
      paramLabel = "URL",
      description =
          "Management ports of the callers' sidecars, as http://127.0.0.1:15002; default: those of"
              + " the fleet that runs here.")
  private List<URI> sidecars;

  @Option(names = "--keep", description = "Interrupted, leave the policy as it is by then.")
  private boolean keep;

  @Option(names = "--json", description = "Print one JSON object for each step, and for the end.")
  private boolean json;

  @Parameters(paramLabel = "SERVICE.NAMESPACE", description = "Whose traffic.")
  private String service;

  /** The command for this console. */
  public ShiftCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    var plan = options.plan(ServiceName.parse(service));
    var news = new ShiftNews(console, json, plan.to());
    var shift =
        new Shift(
            plan,
            options.judgement(),
            registry.api(),
            new SidecarMeters(callers()),
            news,
            this::pause,
            System::nanoTime);
    return run(plan, shift, news);
  }

  private Supplier<List<URI>> callers() {
    if (sidecars != null) {
      return () -> sidecars;
    }
    var fleet = new FleetSidecars();
    return () -> fleet.managementPorts(console);
  }

  private int run(Shift.Plan plan, Shift shift, ShiftNews news) throws InterruptedException {
    var hook = new Thread(() -> interrupted(shift), "roll-back");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      String reason = shift.run();
      return reason == null
          ? news.done("all traffic of " + plan.service() + " goes to " + plan.to())
          : news.rolledBack("rolled back " + reason);
    } catch (PolicyApi.Refused refused) {
      refused.reasons().forEach(why -> console.error("the policy is left as it is: " + why));
      shift.keep();
    } catch (IOException e) {
      undo(shift);
      console.error("it cannot go on: " + e.getMessage());
    } catch (StartFailure wrong) {
      undo(shift);
      throw wrong;
    } finally {
      remove(hook);
    }
    return 1;
  }

  private void undo(Shift shift) {
    try {
      if (shift.rollBack()) {
        console.error("the policy is as it was before");
      }
    } catch (IOException e) {
      console.error("the policy could not be put back: " + e.getMessage());
    }
  }

  private void pause(Duration span) throws InterruptedException {
    if (leaving.await(span.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new InterruptedException("the release is given up");
    }
  }

  private void interrupted(Shift shift) {
    leaving.countDown();
    if (!keep) {
      undo(shift);
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // It runs.
    }
  }
}
