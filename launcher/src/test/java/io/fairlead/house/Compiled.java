package io.fairlead.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

/** The compiled main classes of every module, imported once for all tests of one JVM. */
final class Compiled {
  static final JavaClasses MAIN = new ClassFileImporter().importPaths(SourceTree.compiledMain());

  private Compiled() {}
}
