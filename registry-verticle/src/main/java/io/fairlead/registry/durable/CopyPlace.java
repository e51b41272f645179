package io.fairlead.registry.durable;

import io.fairlead.node.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/** The file of a node's copy: opens it, and says what is wrong with it and what to do. Blocks. */
final class CopyPlace implements CopyFile.Opener {
  private final Path folder;
  private final Path file;
  private final String node;

  /**
   * @param node written into the file, for people
   */
  CopyPlace(Path folder, String fileName, String node) {
    this.folder = folder;
    this.file = folder.resolve(fileName);
    this.node = node;
  }

  Path folder() {
    return folder;
  }

  @Override
  public CopyFile open() {
    try {
      Files.createDirectories(folder);
      // MVStore would open what it may not write for reading only.
      if (!Files.isWritable(folder) || (Files.exists(file) && !Files.isWritable(file))) {
        throw unusable("it cannot be written");
      }
      return CatalogFile.open(file.toString(), node);
    } catch (IOException e) {
      throw unusable(e.toString());
    } catch (CatalogFile.NewerFormat e) {
      throw new StartFailure(
          file
              + " was written by a later release: "
              + e.getMessage()
              + " (start that release, or move the file away and start from the other nodes)");
    } catch (MVStoreException e) {
      throw explained(e);
    }
  }

  @Override
  public void putAside() {
    try {
      Files.move(
          file,
          file.resolveSibling(file.getFileName() + ".damaged"),
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw unusable(e.toString());
    }
  }

  private RuntimeException explained(MVStoreException e) {
    return switch (e.getErrorCode()) {
      case DataUtils.ERROR_FILE_LOCKED ->
          new StartFailure(
              file
                  + " is in use by another process (stop that one, or give this one a data.folder of"
                  + " its own)");
      case DataUtils.ERROR_FILE_CORRUPT, DataUtils.ERROR_UNSUPPORTED_FORMAT ->
          damaged(e.getMessage());
      default -> unusable(e.getMessage());
    };
  }

  /** What to tell of contents that cannot be read. */
  DamagedCopy damaged(String why) {
    return new DamagedCopy(
        file
            + " is damaged: "
            + why.lines().findFirst().orElse("")
            + " (move it away: the node then takes the catalog from the other registry nodes; or"
            + " start with nothing and fairlead registry import an export)");
  }

  private StartFailure unusable(String why) {
    return new StartFailure(
        "data.folder = "
            + folder
            + " cannot be used: "
            + why.lines().findFirst().orElse("")
            + " (expected: a folder on a disk with room that this process may write to; empty keeps"
            + " the catalog in memory only)");
  }
}
