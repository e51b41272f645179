package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL through two sidecars, by its own client. */
class PostgresTest {
  private static final int ROWS = 200_000;

  @TempDir private Path folder;
  private String data;
  private Process server;
  private TwoSidecars sidecars;

  @BeforeEach
  void start() throws IOException {
    var folders =
        Stream.of(
                Objects.requireNonNullElse(
                    new File("/usr/lib/postgresql").listFiles(), new File[0]))
            .map(version -> version + "/bin")
            .toArray(String[]::new);
    var initdb = Tool.find("initdb", folders);
    assumeTrue(
        initdb.isPresent() && Tool.find("psql").isPresent(),
        "PostgreSQL is not installed (Debian package postgresql)");
    assumeTrue(
        !isRoot() || Tool.find("su").isPresent(),
        "PostgreSQL does not run as root, and su is gone");
    String programs = new File(initdb.get()).getParent();
    int port = TwoSidecars.free();
    data = Tool.run(asServer("mktemp -d")).strip();
    Tool.run(asServer(programs + "/initdb -D " + data + " -A trust -U postgres --no-sync"));
    server =
        Tool.start(
            List.of(
                asServer(
                    "exec %s/postgres -D %s -k %s -h 127.0.0.1 -F -p %d >%s/log 2>&1"
                        .formatted(programs, data, data, port, data))),
            Path.of("/dev/null"));
    sidecars = new TwoSidecars(port);
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() -> psql("SELECT 1").equals("1"));
  }

  @AfterEach
  void stop() throws IOException {
    if (sidecars != null) {
      sidecars.close();
    }
    if (server != null) {
      Tool.end(server);
    }
    if (data != null) {
      Tool.run(asServer("rm -rf " + data));
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  /** PostgreSQL refuses to run as root. */
  private static String[] asServer(String line) {
    return isRoot()
        ? new String[] {"su", "postgres", "-s", "/bin/sh", "-c", line}
        : new String[] {"sh", "-c", line};
  }

  private String psql(String command) throws IOException {
    return Tool.run(
            "psql",
            "-h",
            sidecars.address(),
            "-p",
            sidecars.port(),
            "-U",
            "postgres",
            "-v",
            "ON_ERROR_STOP=1",
            "-qAtc",
            command)
        .strip();
  }

  @Test
  void queriesAndCopiesBothWaysComeThroughWhole() throws IOException {
    psql(
        "CREATE TABLE sent AS SELECT i, md5(i::text) AS text FROM generate_series(1, "
            + ROWS
            + ") AS i");
    psql("CREATE TABLE returned (LIKE sent)");
    var file = folder.resolve("rows");

    psql("\\copy sent TO '" + file + "'");
    assertThat(Files.size(file)).isGreaterThan(7_000_000);
    psql("\\copy returned FROM '" + file + "'");

    String sum = "SELECT count(*), md5(string_agg(text, ',' ORDER BY i)) FROM ";
    assertThat(psql(sum + "returned")).startsWith(ROWS + "|").isEqualTo(psql(sum + "sent"));
    assertThat(sidecars.ended()).isGreaterThan(4);
  }
}
