package io.fairlead.launcher.jvm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Class data archives (JEP 350) of our jars: they halve the processor time of a JVM's start, which
 * is what a fleet of fifteen spends its first seconds on. The first process of a jar in a run
 * without an archive writes one when it ends; the next run uses it. An archive that does not fit
 * its jar or Java is ignored by the JVM; whatever goes wrong here only costs time. Safe for any
 * thread.
 */
public final class ClassArchives {
  private static final Logger LOG = LoggerFactory.getLogger(ClassArchives.class);
  private static final String WRITE = "-XX:ArchiveClassesAtExit=";
  private static final String READ = "-XX:SharedArchiveFile=";
  private static final String PART = ".part";
  private static final Pattern PART_NAME = Pattern.compile("\\.jsa\\.(\\d{1,18})\\.part$");

  /** Said at each start otherwise, by whichever process holds an archive that does not fit. */
  private static final List<String> SILENCE = List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off");

  /** Exit codes of a JVM that ended in order: by itself, or after SIGTERM. */
  private static final Set<Integer> IN_ORDER = Set.of(0, 128 + 15);

  private final Path folder;
  private final Set<Path> jars = new HashSet<>();
  private final Set<Path> beingWritten = new HashSet<>();

  /** The archives of this home's jars. */
  public ClassArchives(Home home) {
    this.folder = home.state().resolve("cds");
    for (var jar : FatJar.values()) {
      jars.add(home.jar(jar));
    }
  }

  /** The command with the flags of its archive, when it runs {@code java -jar} of a jar of ours. */
  public synchronized List<String> applied(List<String> command) {
    int at = command.indexOf("-jar");
    if (at < 1 || at + 1 >= command.size()) {
      return command;
    }
    var jar = Path.of(command.get(at + 1));
    if (!jars.contains(jar)) {
      return command;
    }
    var extended = new ArrayList<>(command);
    archive(jar).ifPresent(archive -> extended.addAll(1, flags(archive)));
    return extended;
  }

  /** Whether processes of this run will write archives when they end, which takes them seconds. */
  public synchronized boolean isWriting() {
    return !beingWritten.isEmpty();
  }

  private List<String> flags(Path archive) {
    var flags = new ArrayList<>(SILENCE);
    if (Files.isReadable(archive)) {
      flags.add(READ + archive);
    } else if (beingWritten.add(archive)) {
      flags.add(WRITE + archive + "." + ProcessHandle.current().pid() + PART);
    }
    return flags;
  }

  /** Where a jar's archive is or will be; named after all that it must fit. */
  private Optional<Path> archive(Path jar) {
    try {
      Files.createDirectories(folder);
      var fingerprint = new CRC32();
      String traits =
          jar
              + "|"
              + Files.size(jar)
              + "|"
              + Files.getLastModifiedTime(jar)
              + "|"
              + Runtime.version()
              + "|"
              + JvmFlags.java();
      fingerprint.update(traits.getBytes(StandardCharsets.UTF_8));
      return Optional.of(
          folder.resolve(
              jar.getFileName() + "-" + Long.toHexString(fingerprint.getValue()) + ".jsa"));
    } catch (IOException e) {
      LOG.debug("no class archive for {}", jar, e);
      return Optional.empty();
    }
  }

  /**
   * Keeps the archive that a process wrote when it ended.
   *
   * @param command what it ran, from {@link #applied}
   * @param exit its exit code; an archive of one that was killed may be torn
   */
  public synchronized void keep(List<String> command, int exit) {
    for (String flag : command) {
      if (flag.startsWith(WRITE)) {
        keep(Path.of(flag.substring(WRITE.length())), IN_ORDER.contains(exit));
      }
    }
  }

  private void keep(Path part, boolean whole) {
    try {
      if (!whole) {
        Files.deleteIfExists(part);
        return;
      }
      String name = part.getFileName().toString();
      String archive = name.substring(0, name.indexOf(".jsa") + ".jsa".length());
      forgetOlder(archive.substring(0, archive.lastIndexOf('-')));
      Files.move(part, part.resolveSibling(archive), StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException nothingWritten) {
      LOG.debug("no class archive was written to {}", part);
    } catch (IOException e) {
      LOG.debug("class archive {} is lost", part, e);
    }
  }

  /** Archives of earlier builds of the jar, and torn ones of launchers that were killed. */
  private void forgetOlder(String jar) throws IOException {
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.startsWith(jar + "-") && (name.endsWith(".jsa") || isOrphan(name))) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static boolean isOrphan(String name) {
    var writer = PART_NAME.matcher(name);
    return writer.find() && ProcessHandle.of(Long.parseLong(writer.group(1))).isEmpty();
  }
}
