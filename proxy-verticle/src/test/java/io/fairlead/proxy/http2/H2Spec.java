package io.fairlead.proxy.http2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/** The suite h2spec, a program of Linux that a Maven plugin has in its archive. */
final class H2Spec {
  private static final String ARCHIVE = "/h2spec/2.2.0/h2spec_linux_amd64.tar.gz";
  private static final int TAR_BLOCK = 512;

  private final Path program;

  private H2Spec(Path program) {
    this.program = program;
  }

  /** Whether it runs on this machine. */
  static boolean runsHere() {
    return System.getProperty("os.name").equals("Linux")
        && System.getProperty("os.arch").equals("amd64");
  }

  static H2Spec into(Path folder) throws IOException {
    var program = folder.resolve("h2spec");
    try (var archive = H2Spec.class.getResourceAsStream(ARCHIVE);
        var tar = new DataInputStream(new BufferedInputStream(new GZIPInputStream(archive)))) {
      byte[] head = new byte[TAR_BLOCK];
      while (true) {
        tar.readFully(head);
        String name = new String(head, 0, 100, ISO_8859_1).trim();
        int size = Integer.parseInt(new String(head, 124, 12, ISO_8859_1).trim(), 8);
        byte[] content = tar.readNBytes(size);
        tar.skipNBytes((TAR_BLOCK - size % TAR_BLOCK) % TAR_BLOCK);
        if (name.endsWith("h2spec")) {
          Files.write(program, content);
          program.toFile().setExecutable(true);
          return new H2Spec(program);
        }
      }
    }
  }

  /**
   * Runs all cases, strict ones too, and gives what was printed.
   *
   * @param host at the loopback address; requests name it
   */
  String run(String host, int port) throws IOException, InterruptedException {
    var output = program.resolveSibling("h2spec-" + port + ".txt");
    var running =
        new ProcessBuilder(program.toString(), "-h", host, "-p", Integer.toString(port), "-S")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!running.waitFor(120, TimeUnit.SECONDS)) {
        throw new IOException("h2spec did not end; " + Files.readString(output, UTF_8));
      }
    } finally {
      running.destroyForcibly();
    }
    return Files.readString(output, UTF_8);
  }
}
