package io.fairlead.launcher.dev;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fairlead.node.StartFailure;
import io.fairlead.registry.catalog.CatalogStore.Contents;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The whole catalog in one JSON file that is replaced, never changed. Blocks. */
final class CatalogFile {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();

  private final Path folder;
  private final Path file;

  /**
   * @param folder made when missing
   */
  CatalogFile(Path folder) {
    this.folder = folder;
    this.file = folder.resolve("catalog.json");
  }

  /**
   * What is in the file; nothing when there is none.
   *
   * @throws StartFailure when it cannot be read
   */
  Contents read() {
    try {
      Files.createDirectories(folder);
      return Files.exists(file)
          ? JSON.readValue(Files.readAllBytes(file), Contents.class)
          : new Contents(List.of(), List.of());
    } catch (JsonProcessingException e) {
      throw new StartFailure(
          file
              + " is no catalog: "
              + e.getOriginalMessage()
              + " (expected: what fairlead dev wrote; move it away to begin with nothing)");
    } catch (IOException e) {
      throw new StartFailure(
          "--data: " + folder + " cannot be used: " + e + " (expected: a folder to write to)");
    }
  }

  /** Replaces the file in one step, once the new one is on the disk. */
  void write(Contents contents) throws IOException {
    Path next = folder.resolve("catalog.json.next");
    try (var channel =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      var bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(contents));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    // The new name lasts when the folder is on the disk as well.
    try (var channel = FileChannel.open(folder)) {
      channel.force(true);
    }
  }
}
