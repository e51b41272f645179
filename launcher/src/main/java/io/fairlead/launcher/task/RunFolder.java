package io.fairlead.launcher.task;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** A folder for the logs and settings files of one run: {@code demo-1}, {@code demo-2}, ... */
public final class RunFolder {
  private static final int KEPT = 5;

  private RunFolder() {}

  /**
   * Makes the next one and forgets all but the last few.
   *
   * @param parent made when missing
   * @param kind its name before the dash
   */
  public static Path next(Path parent, String kind) {
    try {
      Files.createDirectories(parent);
      var earlier = earlier(parent, kind);
      for (int i = 0; i <= earlier.size() - KEPT; i++) {
        delete(earlier.get(i));
      }
      int last = earlier.isEmpty() ? 0 : number(earlier.get(earlier.size() - 1), kind);
      return Files.createDirectory(parent.resolve(kind + "-" + (last + 1)));
    } catch (IOException e) {
      throw new UncheckedIOException(parent + " cannot hold the logs of this run", e);
    }
  }

  private static List<Path> earlier(Path parent, String kind) throws IOException {
    var form = Pattern.compile(Pattern.quote(kind) + "-\\d{1,9}");
    try (var files = Files.list(parent)) {
      return files
          .filter(file -> form.matcher(file.getFileName().toString()).matches())
          .sorted(Comparator.comparingInt(file -> number(file, kind)))
          .toList();
    }
  }

  private static int number(Path folder, String kind) {
    return Integer.parseInt(folder.getFileName().toString().substring(kind.length() + 1));
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
