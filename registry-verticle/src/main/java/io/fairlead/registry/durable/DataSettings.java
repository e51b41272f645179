package io.fairlead.registry.durable;

import io.fairlead.node.settings.Setting;
import java.time.Duration;

/**
 * Where a registry node keeps its copy of the catalog.
 *
 * @param folder made when missing; empty keeps the catalog in memory only
 * @param name tells the copies of nodes apart that share a folder; empty takes the cluster address,
 *     which is wrong where a restart changes it
 * @param probe how often a disk that is full or broken is tried again
 * @param importBytesMax a longer export is not imported
 */
public record DataSettings(
    @Setting(value = "data", doc = "Folder of the catalog's copy; empty keeps it in memory only")
        String folder,
    @Setting(value = "", doc = "Name of the copy in its folder; empty takes the cluster address")
        String name,
    @Setting(
            value = "5s",
            doc = "How often a disk that failed is tried again",
            min = 10,
            max = 3600000)
        Duration probe,
    @Setting(
            value = "134217728",
            doc = "Longest export that is imported, in bytes",
            min = 1024,
            max = 1073741824)
        int importBytesMax) {

  /** Names are parts of file names. */
  private static final String UNSAFE = "[^A-Za-z0-9._-]";

  /** Whether there is a copy at all. */
  boolean isKept() {
    return !folder.isBlank();
  }

  /**
   * The file's name.
   *
   * @param address taken where no name is given
   */
  String fileName(String address) {
    return "catalog-" + (name.isBlank() ? address : name).replaceAll(UNSAFE, "-") + ".mv";
  }
}
