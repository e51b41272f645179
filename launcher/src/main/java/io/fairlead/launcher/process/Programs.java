package io.fairlead.launcher.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Looks programs up as a shell does, but in the PATH of the process to be started. */
final class Programs {
  private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

  private Programs() {}

  /**
   * The file to execute.
   *
   * @param program a name, or a path with a slash
   * @param path folders, separated as usual; null for none
   * @param folder where the process will run; a relative path starts here
   */
  static Optional<Path> find(String program, String path, Path folder) {
    if (program.contains("/")) {
      return Optional.of(folder.resolve(program)).filter(Programs::runs);
    }
    return SEPARATOR
        .splitAsStream(path == null ? "" : path)
        .map(entry -> folder.resolve(entry).resolve(program))
        .filter(Programs::runs)
        .findFirst();
  }

  private static boolean runs(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }
}
