package io.fairlead.catalog.view;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file that holds a reader's last view: either the one before or the one after a write, never
 * half of one, whenever the process or the machine stops. All methods block; one thread at a time.
 */
final class ViewFile {
  private static final Logger LOG = LoggerFactory.getLogger(ViewFile.class);

  private final Path path;
  private final Path temporary;
  private final Path aside;
  private final long bytesMax;

  /**
   * @param path its folder is made when missing
   * @param bytesMax a longer file is neither written nor read
   */
  ViewFile(Path path, long bytesMax) {
    this.path = path;
    this.temporary = path.resolveSibling(path.getFileName() + ".tmp");
    this.aside = path.resolveSibling(path.getFileName() + ".damaged");
    this.bytesMax = bytesMax;
  }

  Path path() {
    return path;
  }

  /** What was written last; nothing, with a line in the log, when that cannot be used. */
  Optional<KeptView> read() {
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    try {
      requireBounded(Files.size(path));
      try (var from = new BufferedInputStream(Files.newInputStream(path))) {
        return Optional.of(ViewFormat.read(from));
      }
    } catch (DamagedViewException e) {
      LOG.warn("last view {} is damaged: {}; {}", path, e.getMessage(), putAside());
    } catch (IOException e) {
      LOG.warn("last view {} cannot be read: {}; starting without it", path, e.toString());
    }
    return Optional.empty();
  }

  /** Replaces what was written before. */
  void write(KeptView kept) throws IOException {
    var folder = path.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    try (var channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      var to = new BufferedOutputStream(new Bounded(Channels.newOutputStream(channel), bytesMax));
      ViewFormat.write(kept, to);
      to.flush();
      // Before the move: a name must never lead to bytes that a power cut takes back.
      channel.force(true);
    }
    Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
    try (var names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  private void requireBounded(long bytes) throws DamagedViewException {
    if (bytes > bytesMax) {
      throw new DamagedViewException(
          "it has " + bytes + " bytes (expected: at most " + bytesMax + ", view.bytesMax)");
    }
  }

  private String putAside() {
    try {
      Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
      return "moved to " + aside.getFileName() + ", starting without it";
    } catch (IOException e) {
      return "it cannot be moved aside (" + e + "), starting without it";
    }
  }

  /** Fails rather than fill the disk. */
  private static final class Bounded extends FilterOutputStream {
    private final long bytesMax;
    private long written;

    Bounded(OutputStream to, long bytesMax) {
      super(to);
      this.bytesMax = bytesMax;
    }

    @Override
    public void write(int one) throws IOException {
      count(1);
      out.write(one);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      count(length);
      out.write(bytes, offset, length);
    }

    private void count(int bytes) throws IOException {
      written += bytes;
      if (written > bytesMax) {
        throw new IOException("the view has more than " + bytesMax + " bytes (view.bytesMax)");
      }
    }
  }
}
