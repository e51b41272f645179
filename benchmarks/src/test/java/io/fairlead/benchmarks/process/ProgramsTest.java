package io.fairlead.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {
  @Test
  void theFirstFolderOfThePathWithTheProgramWins(@TempDir Path folder) throws IOException {
    var empty = Files.createDirectory(folder.resolve("empty"));
    var first = program(folder.resolve("first"), true);
    var second = program(folder.resolve("second"), true);
    String path = ":%s:%s:%s".formatted(empty, first.getParent(), second.getParent());
    assertThat(Programs.find("no-such-server", path)).contains(first);
  }

  @Test
  void aFileThatCannotBeRunIsNoProgram(@TempDir Path folder) throws IOException {
    var plain = program(folder.resolve("plain"), false);
    assertThat(Programs.find("no-such-server", plain.getParent().toString())).isEmpty();
    assertThat(Programs.find("no-such-server", null)).isEmpty();
  }

  private static Path program(Path folder, boolean executable) throws IOException {
    var file = Files.createFile(Files.createDirectory(folder).resolve("no-such-server"));
    assertThat(file.toFile().setExecutable(executable)).isTrue();
    return file;
  }
}
