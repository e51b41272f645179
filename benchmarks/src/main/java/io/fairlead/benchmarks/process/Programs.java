package io.fairlead.benchmarks.process;

import io.fairlead.benchmarks.report.Console;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Other people's programs: where they are, and how they get here. */
public final class Programs {
  /** Where servers are, which the PATH of those who are not root leaves out. */
  private static final List<String> SERVERS = List.of("/usr/local/sbin", "/usr/sbin", "/sbin");

  private Programs() {}

  /**
   * Finds a program on the PATH, or installs it if this is root's process on a Debian.
   *
   * @param debianPackage what it is in
   * @param log gets what the installation says
   * @return its path, or nothing when it is missing
   */
  public static Optional<Path> obtain(String program, String debianPackage, Path log)
      throws IOException, InterruptedException {
    var found = find(program, System.getenv("PATH"));
    var apt = find("apt-get", System.getenv("PATH"));
    if (found.isPresent() || apt.isEmpty() || !"root".equals(System.getProperty("user.name"))) {
      return found;
    }
    Console.tell("installing " + debianPackage + " with apt-get");
    var install =
        new ProcessBuilder(
                apt.get().toString(), "install", "--yes", "--no-install-recommends", debianPackage)
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log.toFile()));
    install.environment().put("DEBIAN_FRONTEND", "noninteractive");
    if (install.start().waitFor() != 0) {
      Console.tell("installing " + debianPackage + " failed; see " + log);
    }
    return find(program, System.getenv("PATH"));
  }

  /** The same; fails with {@link Unprepared} when it is missing. */
  public static Path need(String program, String debianPackage, Path log)
      throws IOException, InterruptedException {
    return obtain(program, debianPackage, log)
        .orElseThrow(
            () ->
                new Unprepared(
                    "%s is not on the PATH; install it first (Debian: apt-get install %s)"
                        .formatted(program, debianPackage)));
  }

  /** Looks through a PATH and the folders of servers; null is an empty PATH. */
  static Optional<Path> find(String program, String path) {
    var folders = Stream.of((path == null ? "" : path).split(File.pathSeparator, -1));
    return Stream.concat(folders, SERVERS.stream())
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
        .findFirst();
  }
}
