package io.fairlead.launcher.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  @TempDir private Path parent;

  @Test
  void keepsTheLastFewOfItsKind() throws IOException {
    Files.createDirectory(parent.resolve("up-1"));
    for (int run = 1; run <= 12; run++) {
      var folder = RunFolder.next(parent, "demo");
      assertThat(folder).hasFileName("demo-" + run);
      Files.writeString(folder.resolve("a.log"), "x");
    }

    try (var left = Files.list(parent)) {
      assertThat(left.map(p -> p.getFileName().toString()))
          .containsExactlyInAnyOrder("up-1", "demo-8", "demo-9", "demo-10", "demo-11", "demo-12");
    }
  }
}
