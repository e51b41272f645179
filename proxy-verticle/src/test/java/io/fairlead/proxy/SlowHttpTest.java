package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The attacks of slowhttptest, while others are served. */
class SlowHttpTest {
  private static final int CONNECTIONS = 300;

  /** Slow heads, slow bodies, slow readers. */
  @ParameterizedTest
  @ValueSource(strings = {"-H", "-B", "-X"})
  void othersAreServedMeanwhile(String attack, @TempDir Path folder) throws Exception {
    assumeTrue(RealClientsTest.isThere("slowhttptest"), "no slowhttptest");
    try (var stage =
        Stage.with(
            "--limits.eventLoops=1",
            "--limits.headTimeout=2s",
            "--limits.bodyTimeout=2s",
            "--limits.connectionsMax=10000")) {
      stage.backends(stage.answering("x".repeat(100_000)));
      var attacker = attack(stage.mesh.port(), attack, folder);
      int served = 0;
      while (attacker.isAlive()) {
        assertThat(stage.get().status()).isEqualTo(200);
        served++;
      }
      assertThat(attacker.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(served).isGreaterThan(100);
      assertThat(stage.get().status()).isEqualTo(200);
    }
  }

  /** A head that grows by a line every second never ends by itself. */
  @Test
  void slowHeadsAreCut() throws Exception {
    try (var stage = Stage.with("--limits.eventLoops=1", "--limits.headTimeout=300ms");
        var client = new RawClient(stage.mesh.port())) {
      client.send("GET / HTTP/1.1\r\nHost: backend\r\n");
      var line = new java.util.Timer(true);
      line.schedule(
          new java.util.TimerTask() {
            @Override
            public void run() {
              try {
                client.send("X: y\r\n");
              } catch (java.io.IOException cut) {
                cancel();
              }
            }
          },
          50,
          50);
      assertThat(client.answer().status()).isEqualTo(408);
      line.cancel();
    }
  }

  private static Process attack(int port, String attack, Path folder) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of("slowhttptest", attack, "-c", "" + CONNECTIONS, "-r", "100", "-l", "12"));
    command.addAll(List.of("-i", "1", "-p", "2", "-u", "http://backend/"));
    // As its proxy: so the sidecar is told which service is meant.
    command.addAll(List.of("-d", "127.0.0.1:" + port));
    if (attack.equals("-X")) {
      command.addAll(List.of("-w", "10", "-y", "20", "-n", "1", "-z", "5", "-k", "1"));
    }
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("said").toFile())
        .start();
  }
}
