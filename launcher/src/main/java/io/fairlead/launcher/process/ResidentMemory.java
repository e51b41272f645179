package io.fairlead.launcher.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** How much of the machine's memory a process holds, from Linux's {@code /proc} (proc(5)). */
public final class ResidentMemory {
  private static final Pattern RSS = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final long KIBIBYTE = 1024;

  private ResidentMemory() {}

  /** In bytes; empty where there is no such process or no {@code /proc}. */
  public static OptionalLong bytes(long pid) {
    try {
      var found = RSS.matcher(Files.readString(Path.of("/proc", Long.toString(pid), "status")));
      return found.find()
          ? OptionalLong.of(Long.parseLong(found.group(1)) * KIBIBYTE)
          : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
