package io.fairlead.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void anyCommandIsAServer(@TempDir Path folder) throws IOException, InterruptedException {
    try (var server =
        ServerProcess.start("sleeper", List.of("sh", "-c", "echo ready; exec sleep 600"), folder)) {
      var log = folder.resolve("sleeper.log");
      server.awaitReady(() -> Files.readString(log).contains("ready"), LONG);
      assertThat(ProcessHandle.of(server.pid())).isPresent();
      assertThat(server.cpu()).isGreaterThanOrEqualTo(Duration.ZERO);
    }
  }

  @Test
  void whatItCostsIsWhatTheKernelCounts(@TempDir Path folder)
      throws IOException, InterruptedException {
    String busy = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; echo done; exec sleep 600";
    try (var server = ServerProcess.start("busy", List.of("sh", "-c", busy), folder)) {
      var log = folder.resolve("busy.log");
      server.awaitReady(() -> Files.readString(log).contains("done"), LONG);
      assertThat(server.cpu()).isPositive();
    }
  }

  @Test
  void oneThatEndsInsteadOfGettingReadyFails(@TempDir Path folder) throws IOException {
    try (var server = ServerProcess.start("ender", List.of("sh", "-c", "exit 3"), folder)) {
      assertThatThrownBy(() -> server.awaitReady(() -> false, LONG))
          .isInstanceOf(ServerFailure.class)
          .hasMessageContaining("ender ended with 3")
          .hasMessageContaining("ender.log");
    }
  }
}
