package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redis through two sidecars, by its own client. */
class RedisTest {
  private static final int COMMANDS = 100_000;

  @TempDir private Path folder;
  private Process server;
  private TwoSidecars sidecars;

  @BeforeEach
  void start() throws IOException {
    for (String tool : List.of("redis-server", "redis-cli")) {
      assumeTrue(
          Tool.find(tool).isPresent(),
          tool + " is not installed (Debian packages redis-server and redis-tools)");
    }
    int port = TwoSidecars.free();
    server =
        Tool.start(
            List.of(
                "redis-server",
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--save",
                "",
                "--dir",
                folder.toString(),
                "--logfile",
                folder.resolve("redis.log").toString()),
            Path.of("/dev/null"));
    sidecars = new TwoSidecars(port);
    await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .until(() -> cli("PING").equals("PONG"));
  }

  @AfterEach
  void stop() {
    if (sidecars != null) {
      sidecars.close();
    }
    if (server != null) {
      Tool.end(server);
    }
  }

  private List<String> command(String... arguments) {
    var all =
        new java.util.ArrayList<>(
            List.of("redis-cli", "-h", sidecars.address(), "-p", sidecars.port()));
    all.addAll(List.of(arguments));
    return all;
  }

  private String cli(String... arguments) throws IOException {
    return Tool.run(command(arguments), Path.of("/dev/null")).strip();
  }

  @Test
  void manyCommandsInAPipeAreAnsweredEach() throws IOException {
    var text = new StringBuilder();
    for (int i = 0; i < COMMANDS; i++) {
      text.append("SET key:").append(i).append(" value-").append(i).append("\r\n");
    }
    var input = Files.writeString(folder.resolve("commands"), text);

    assertThat(Tool.run(command("--pipe"), input)).contains("errors: 0, replies: " + COMMANDS);

    assertThat(cli("DBSIZE")).isEqualTo("" + COMMANDS);
    assertThat(cli("GET", "key:" + (COMMANDS - 1))).isEqualTo("value-" + (COMMANDS - 1));
    assertThat(sidecars.ended()).isPositive();
  }

  @Test
  void aSubscriberHearsWhatIsPublished() throws IOException {
    var subscriber = Tool.start(command("SUBSCRIBE", "news"), Path.of("/dev/null"));
    try {
      var said = subscriber.inputReader(StandardCharsets.UTF_8);
      assertThat(said.readLine()).isEqualTo("subscribe");
      assertThat(said.readLine()).isEqualTo("news");
      assertThat(said.readLine()).isEqualTo("1");

      assertThat(cli("PUBLISH", "news", "it works")).isEqualTo("1");

      assertThat(said.readLine()).isEqualTo("message");
      assertThat(said.readLine()).isEqualTo("news");
      assertThat(said.readLine()).isEqualTo("it works");
    } finally {
      Tool.end(subscriber);
    }
    await().until(() -> cli("PUBLISH", "news", "to nobody").equals("0"));
  }
}
