package io.fairlead.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The repository as the tests see it: what is written by hand, not what is built. */
final class SourceTree {
  private static final Set<String> NOT_WRITTEN_BY_HAND = Set.of("target", ".git", ".fairlead");

  private SourceTree() {}

  /** The folder of the parent pom, found from whichever module's folder the tests run in. */
  static Path root() {
    for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isRegularFile(at.resolve("verify")) && Files.isDirectory(at.resolve("catalog"))) {
        return at;
      }
    }
    throw new IllegalStateException(
        Path.of("").toAbsolutePath() + " is not inside a Fairlead checkout (no verify above it)");
  }

  /** Every Java file of every module's main code. */
  static List<Path> mainJava() {
    return files(f -> inModule(f, "src/main/java") && f.toString().endsWith(".java"));
  }

  /** Every Java file of every module's tests. */
  static List<Path> testJava() {
    return files(f -> inModule(f, "src/test/java") && f.toString().endsWith(".java"));
  }

  /** Every file that a person wrote and whose path from the root the predicate takes. */
  static List<Path> files(Predicate<Path> wanted) {
    var root = root();
    var found = new ArrayList<Path>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              return NOT_WRITTEN_BY_HAND.contains(folder.getFileName().toString())
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (attributes.isRegularFile() && wanted.test(root.relativize(file))) {
                found.add(root.relativize(file));
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    found.sort(null);
    return found;
  }

  /** The text of a file, named from the root. */
  static String text(Path file) {
    try {
      return Files.readString(root().resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where each module's compiled main classes lie; only those that are there. */
  static List<Path> compiledMain() {
    try (var modules = Files.list(root())) {
      return modules
          .map(m -> m.resolve("target/classes"))
          .filter(Files::isDirectory)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean inModule(Path file, String folder) {
    return file.getNameCount() > 1
        && file.subpath(1, file.getNameCount()).startsWith(Path.of(folder));
  }
}
