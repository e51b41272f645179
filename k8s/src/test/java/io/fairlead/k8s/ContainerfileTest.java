package io.fairlead.k8s;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the recipe of the images promises; to build one takes a container engine. */
class ContainerfileTest {
  private final List<String> lines;

  ContainerfileTest() throws IOException {
    lines = Files.readAllLines(Kustomize.module().resolve("containers/Containerfile"));
  }

  @Test
  void javaIsTheFirstProcessAndGetsTheSignal() {
    assertThat(lines).contains("STOPSIGNAL SIGTERM");
    assertThat(lines)
        .filteredOn(line -> line.startsWith("ENTRYPOINT"))
        .singleElement()
        .asString()
        .matches("ENTRYPOINT \\[\"java\", .*]");
  }

  @Test
  void itRunsAsNobody() {
    assertThat(lines).contains("USER 65532:65532");
  }

  /** Java refuses to start upon a flag that it does not know. */
  @Test
  void javaTakesItsOptions() throws Exception {
    for (var options : optionFiles()) {
      var java = ProcessHandle.current().info().command().orElseThrow();
      var process =
          new ProcessBuilder(java, "@" + options, "-version").redirectErrorStream(true).start();
      var output = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor()).as(output).isZero();
      assertThat(output).doesNotContainIgnoringCase("warning");
    }
  }

  private static List<String> optionFiles() throws IOException {
    try (var files = Files.list(Kustomize.module().resolve("containers"))) {
      var options = files.map(f -> f.toString()).filter(f -> f.endsWith(".options")).toList();
      assertThat(options).isNotEmpty();
      return options;
    }
  }
}
