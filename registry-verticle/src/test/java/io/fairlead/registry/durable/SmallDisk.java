package io.fairlead.registry.durable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Assumptions;

/** A disk of 1 MiB, which only root can make; tests that need one are skipped otherwise. */
final class SmallDisk implements AutoCloseable {
  private final Path path;

  private SmallDisk(Path path) {
    this.path = path;
  }

  static SmallDisk mount(Path path) throws IOException, InterruptedException {
    Files.createDirectories(path);
    Assumptions.assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=1m", "fairlead-test", path.toString()),
        "only root can mount a small disk");
    return new SmallDisk(path);
  }

  Path path() {
    return path;
  }

  /** To the last byte. */
  void fill() throws IOException {
    var block = new byte[4_096];
    try (var to = Files.newOutputStream(filler(), StandardOpenOption.CREATE)) {
      for (int n = 0; n < 1_000; n++) {
        to.write(block);
      }
    } catch (IOException full) {
      if (!full.getMessage().contains("space")) {
        throw full;
      }
    }
  }

  void makeRoom() throws IOException {
    Files.delete(filler());
  }

  boolean readOnly() throws IOException, InterruptedException {
    return run("mount", "-o", "remount,ro", path.toString());
  }

  private Path filler() {
    return path.resolve("filler");
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  @Override
  public void close() throws IOException {
    try {
      run("umount", "-l", path.toString());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
