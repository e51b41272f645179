package io.fairlead.proxy.virtual;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/**
 * A file in the form of {@code /etc/hosts}: a block of lines in it is the sidecar's, all others are
 * kept. It is the one before or the one after a write, never half of one. All methods block.
 */
final class HostsFile {
  private static final String BEGIN = "# BEGIN fairlead: written by the sidecar, do not edit\n";
  private static final String END = "# END fairlead\n";

  /** What a program that reads this file alone cannot do without. */
  private static final String NEW = "127.0.0.1\tlocalhost\n::1\tlocalhost\n\n";

  private static final long BYTES_MAX = 16L << 20;
  private static final Set<PosixFilePermission> READABLE_BY_ALL =
      PosixFilePermissions.fromString("rw-r--r--");

  private final Path path;

  HostsFile(Path path) {
    this.path = path;
  }

  /** The text with its block replaced, or added at its end. */
  static String edited(String text, Map<String, InetAddress> names) throws IOException {
    int begin = text.indexOf(BEGIN);
    int end = begin < 0 ? -1 : text.indexOf(END, begin);
    if (begin >= 0 && end < 0) {
      throw new IOException(
          "it has the line '" + BEGIN.trim() + "' without '" + END.trim() + "' (expected: both)");
    }
    String before = begin < 0 ? text : text.substring(0, begin);
    String after = begin < 0 ? "" : text.substring(end + END.length());
    var edited = new StringBuilder(before);
    if (!before.isEmpty() && !before.endsWith("\n")) {
      edited.append('\n');
    }
    edited.append(BEGIN);
    names.forEach(
        (name, address) ->
            edited.append(address.getHostAddress()).append('\t').append(name).append('\n'));
    return edited.append(END).append(after).toString();
  }

  /** Replaces the block; does not touch a file that says the same already. */
  void write(Map<String, InetAddress> names) throws IOException {
    // A link stays a link.
    Path file = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
    boolean isNew = !Files.exists(file);
    String present = isNew ? NEW : read(file);
    String edited = edited(present, names);
    if (isNew || !edited.equals(present)) {
      replace(file, edited.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  /** As bytes, whatever others wrote. */
  private static String read(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > BYTES_MAX) {
      throw new IOException("it is no file of at most " + BYTES_MAX + " bytes");
    }
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  private static void replace(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    var temporary = file.resolveSibling(file.getFileName() + ".fairlead");
    try (var channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      var rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
    Files.setPosixFilePermissions(
        temporary, Files.exists(file) ? Files.getPosixFilePermissions(file) : READABLE_BY_ALL);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
