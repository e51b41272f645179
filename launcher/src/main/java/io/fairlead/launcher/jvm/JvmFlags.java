package io.fairlead.launcher.jvm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The one place that decides how the fleet's JVMs are tuned: many small ones on one machine. */
public final class JvmFlags {
  private JvmFlags() {}

  /** The {@code java} of the JVM that runs the launcher. */
  public static Path java() {
    return javaFolder().resolve("java");
  }

  /** The folder of {@link #java()}. */
  public static Path javaFolder() {
    return Path.of(System.getProperty("java.home"), "bin");
  }

  /**
   * The command that runs a jar.
   *
   * @param arguments of its main class
   */
  public static List<String> command(Home home, FatJar jar, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(java().toString());
    command.addAll(tuning(jar));
    command.add("-jar");
    command.add(home.jar(jar).toString());
    command.addAll(arguments);
    return command;
  }

  /**
   * What the command is run with: without a limit glibc keeps a heap of its own for each thread,
   * most of it empty (mallopt(3), M_ARENA_MAX).
   */
  public static Map<String, String> environment() {
    return Map.of("MALLOC_ARENA_MAX", "2");
  }

  /**
   * Small and quick to start: one collector thread, the first compiler only, small stacks. What is
   * lost is peak throughput, which a demonstration on two cores never reaches.
   */
  static List<String> tuning(FatJar jar) {
    return List.of(
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xss512k",
        "-Xms16m",
        "-Xmx" + jar.heapMegabytes() + "m",
        "-XX:+ExitOnOutOfMemoryError");
  }
}
