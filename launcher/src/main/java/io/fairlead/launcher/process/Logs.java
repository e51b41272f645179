package io.fairlead.launcher.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Reads what a process said last. */
public final class Logs {
  private static final int TAIL_BYTES = 16 * 1024;

  private Logs() {}

  /** The last line that is not part of a stack trace; empty when there is none. */
  public static Optional<String> lastLine(Path log) {
    return tail(log)
        .lines()
        .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
        .reduce((earlier, later) -> later)
        .map(String::strip);
  }

  private static String tail(Path log) {
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      long from = Math.max(0, file.length() - TAIL_BYTES);
      file.seek(from);
      var bytes = new byte[(int) (file.length() - from)];
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
