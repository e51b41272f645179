package io.fairlead.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsTest {
  @TempDir private Path folder;

  @Test
  void theLastLineIsNotAStackFrame() throws IOException {
    var log =
        Files.writeString(
            folder.resolve("app.log"), "starting\nBoom: it broke\n\tat a.B.c(B.java:1)\n\n");

    assertThat(Logs.lastLine(log)).contains("Boom: it broke");
  }

  @Test
  void aMissingOrEmptyLogSaysNothing() throws IOException {
    assertThat(Logs.lastLine(folder.resolve("none.log"))).isEmpty();
    assertThat(Logs.lastLine(Files.createFile(folder.resolve("empty.log")))).isEmpty();
  }

  @Test
  void onlyTheEndOfALongLogIsRead() throws IOException {
    var log = Files.writeString(folder.resolve("long.log"), "x".repeat(100_000) + "\nlast\n");

    assertThat(Logs.lastLine(log)).contains("last");
  }
}
