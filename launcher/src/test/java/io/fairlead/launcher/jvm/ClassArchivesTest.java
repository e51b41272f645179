package io.fairlead.launcher.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchivesTest {
  @TempDir private Path folder;
  private Home home;

  @BeforeEach
  void install() throws IOException {
    home = new Home(folder);
    Files.writeString(folder.resolve("dns.jar"), "one");
  }

  @Test
  void theFirstProcessWritesAndTheNextRunReads() throws IOException {
    var archives = new ClassArchives(home);
    var first = archives.applied(command());
    var second = archives.applied(command());

    assertThat(first).anyMatch(flag -> flag.startsWith("-XX:ArchiveClassesAtExit="));
    assertThat(second).noneMatch(flag -> flag.contains(".jsa"));
    Files.writeString(part(first), "archive");
    archives.keep(first, 143);

    var later = new ClassArchives(home).applied(command());
    assertThat(later)
        .filteredOn(flag -> flag.startsWith("-XX:SharedArchiveFile="))
        .singleElement()
        .satisfies(flag -> assertThat(Path.of(flag.substring(flag.indexOf('=') + 1))).exists());
    assertThat(later).endsWith("-jar", folder.resolve("dns.jar").toString(), "--x=1");
  }

  @Test
  void whatAKilledProcessWroteIsNotKept() throws IOException {
    var archives = new ClassArchives(home);
    var command = archives.applied(command());
    Files.writeString(part(command), "torn");

    archives.keep(command, 137);

    try (var left = Files.list(folder.resolve(".fairlead/cds"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void anotherBuildOfTheJarGetsAnotherArchive() throws IOException {
    var archives = new ClassArchives(home);
    var old = archives.applied(command());
    Files.writeString(part(old), "archive");
    archives.keep(old, 0);
    Files.writeString(folder.resolve("dns.jar"), "another");

    var next = new ClassArchives(home);
    var command = next.applied(command());
    assertThat(command).anyMatch(flag -> flag.startsWith("-XX:ArchiveClassesAtExit="));
    Files.writeString(part(command), "archive");
    next.keep(command, 0);

    try (var left = Files.list(folder.resolve(".fairlead/cds"))) {
      assertThat(left).hasSize(1);
    }
  }

  @Test
  void otherCommandsStayAsTheyAre() {
    var archives = new ClassArchives(home);

    for (var command :
        List.of(
            List.of("python3", "-m", "http.server"),
            List.of("java", "-jar", "other.jar"),
            List.of("java", "-jar"))) {
      assertThat(archives.applied(command)).isEqualTo(command);
    }
  }

  private List<String> command() {
    return List.of("java", "-jar", folder.resolve("dns.jar").toString(), "--x=1");
  }

  private static Path part(List<String> command) {
    return command.stream()
        .filter(flag -> flag.startsWith("-XX:ArchiveClassesAtExit="))
        .map(flag -> Path.of(flag.substring(flag.indexOf('=') + 1)))
        .findFirst()
        .orElseThrow();
  }
}
