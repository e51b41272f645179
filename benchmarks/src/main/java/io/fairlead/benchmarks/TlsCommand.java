package io.fairlead.benchmarks;

import io.fairlead.benchmarks.process.Unprepared;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Not measured yet: a figure without the sidecar's part would compare nothing. */
@Command(
    name = "tls",
    mixinStandardHelpOptions = true,
    description = "Not measured yet: the sidecar's TLS comes with mutual TLS.")
final class TlsCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    throw new Unprepared(
        "the sidecar's TLS comes with mutual TLS and is not measured yet (expected: one of proxy,"
            + " latency, memory and h2)");
  }
}
