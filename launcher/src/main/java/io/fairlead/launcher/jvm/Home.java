package io.fairlead.launcher.jvm;

import io.fairlead.node.StartFailure;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Where Fairlead lies on this machine: either a built repository, or one folder with all jars.
 *
 * @param folder the top of it
 */
public record Home(Path folder) {
  /**
   * {@code FAIRLEAD_HOME} when set (the {@code fairlead} script sets it), else around the jar that
   * this class came from.
   */
  public static Home find() {
    String named = System.getenv("FAIRLEAD_HOME");
    if (named != null && !named.isBlank()) {
      return new Home(Path.of(named).toAbsolutePath().normalize());
    }
    return new Home(around(ownPath()));
  }

  /** From {@code launcher/target/fairlead.jar} or {@code launcher/target/classes} to the top. */
  static Path around(Path own) {
    Path target = own.getParent();
    boolean built =
        target != null && target.endsWith("target") && target.getParent().endsWith("launcher");
    return built ? target.getParent().getParent() : own.getParent();
  }

  private static Path ownPath() {
    try {
      var source = Home.class.getProtectionDomain().getCodeSource();
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the launcher's jar has no path", e);
    }
  }

  /** The jar's path, whether it is there or not. */
  public Path jar(FatJar jar) {
    Path flat = folder.resolve(jar.file());
    return Files.isRegularFile(flat) ? flat : folder.resolve(jar.pathWhenBuilt());
  }

  /** The jars that are missing. */
  public List<Path> missingJars() {
    return Arrays.stream(FatJar.values()).map(this::jar).filter(p -> !Files.exists(p)).toList();
  }

  /**
   * Stops the start when a jar is missing.
   *
   * @throws StartFailure naming the first one and how to make it
   */
  public void requireJars() {
    for (Path missing : missingJars()) {
      throw new StartFailure(
          missing + " is missing (expected: all jars built; run ./mvnw -Dquick package)");
    }
  }

  /**
   * Where logs and class archives go: {@code .fairlead} here, or in the temporary folder when this
   * folder cannot be written to.
   */
  public Path state() {
    Path here = folder.resolve(".fairlead");
    boolean writable = Files.isWritable(Files.isDirectory(here) ? here : folder);
    return writable
        ? here
        : Path.of(System.getProperty("java.io.tmpdir"))
            .resolve("fairlead-" + System.getProperty("user.name"));
  }
}
