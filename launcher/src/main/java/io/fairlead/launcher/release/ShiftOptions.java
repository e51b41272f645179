package io.fairlead.launcher.release;

import io.fairlead.launcher.console.DurationArgument;
import io.fairlead.launcher.policy.ServiceName;
import io.fairlead.node.StartFailure;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What is released, and how it is judged, as it is said on the command line. */
final class ShiftOptions {
  private static final int PATIENCE_STEPS = 5;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "ATTRIBUTE=VALUE",
      description = "Instances that have the traffic now, as version=v1; or another service.")
  private String from;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "ATTRIBUTE=VALUE",
      description = "Instances that are to have it, as version=v2; or another service.")
  private String to;

  @Option(
      names = "--rule",
      paramLabel = "NAME",
      defaultValue = "release",
      description =
          "The rule of the policy whose split it is; made when there is none: ${DEFAULT-VALUE}.")
  private String rule;

  @Option(
      names = "--step",
      paramLabel = "PERCENT",
      defaultValue = "10%",
      description = "How much more with each step; default: ${DEFAULT-VALUE}.")
  private String step;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = DurationArgument.class,
      description = "How long a step takes at least; default: ${DEFAULT-VALUE}.")
  private Duration every;

  @Option(
      names = "--patience",
      paramLabel = "TIME",
      converter = DurationArgument.class,
      description =
          "How long a step may take until there are enough requests to judge it by; default: five"
              + " times --every.")
  private Duration patience;

  @Option(
      names = "--min-success",
      paramLabel = "PERCENT",
      defaultValue = "99%",
      description =
          "How many requests of the new part have to succeed in each step; default:"
              + " ${DEFAULT-VALUE}.")
  private String minSuccess;

  @Option(
      names = "--min-requests",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many requests a step is judged by at least; default: ${DEFAULT-VALUE}.")
  private long minRequests;

  /**
   * What is released.
   *
   * @throws StartFailure when it cannot be
   */
  Shift.Plan plan(ServiceName service) {
    var old = Target.parse("--from", from);
    var next = Target.parse("--to", to);
    if (old.equals(next)) {
      throw new StartFailure("--to is " + to + ", as --from (expected: other instances)");
    }
    return new Shift.Plan(service, rule, old, next, (int) percent("--step", step, 1));
  }

  /** How its steps are judged. */
  Judgement judgement() {
    if (minRequests < 1) {
      throw new StartFailure("--min-requests is " + minRequests + " (expected: 1 or more)");
    }
    return new Judgement(
        every,
        patience == null ? every.multipliedBy(PATIENCE_STEPS) : patience,
        percent("--min-success", minSuccess, 0),
        minRequests);
  }

  private static double percent(String option, String text, int min) {
    try {
      double value =
          Double.parseDouble(text.endsWith("%") ? text.substring(0, text.length() - 1) : text);
      if (value >= min && value <= 100) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new StartFailure(option + " is '" + text + "' (expected: " + min + "% to 100%)");
  }
}
