package io.fairlead.benchmarks.proxy;

import io.fairlead.benchmarks.report.Report;
import java.util.Locale;
import java.util.OptionalDouble;

/** What the sidecar is wanted to come to beside the others, and at most by itself. */
public enum Goal {
  CPU_HAPROXY("CPU of a request, fairlead / haproxy", 0.90, true),
  CPU_NGINX("CPU of a request, fairlead / nginx", 0.90, true),
  CPU_MIDDLE_HAPROXY("CPU of a request for 16 KiB, fairlead / haproxy", 0.75, true),
  RATE_HAPROXY("requests/s on one core, fairlead / haproxy", 1.10, false),
  P99_HAPROXY("p99 at an open loop, fairlead / haproxy", 1.00, true),
  CPU_HTTP2_NGINX("CPU of a request by h2c, fairlead / nginx", 1.00, true),
  RSS("resident memory of fairlead, MB", 80, true);

  private final String what;
  private final double limit;
  private final boolean most;

  Goal(String what, double limit, boolean most) {
    this.what = what;
    this.limit = limit;
    this.most = most;
  }

  boolean isMetBy(double value) {
    return most ? value <= limit : value >= limit;
  }

  String wanted() {
    return String.format(Locale.ROOT, "%s %.2f", most ? "<=" : ">=", limit);
  }

  /** Adds a verdict; none when there is no value, because a proxy was left out. */
  public void judge(Report report, OptionalDouble value) {
    value.ifPresent(v -> report.verdict(what, v, wanted(), isMetBy(v)));
  }
}
