package io.fairlead.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.library.GeneralCodingRules;
import io.vertx.core.Deployable;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may know whom, and what nobody may do, read from the compiled classes of every module. */
class ArchitectureTest {
  private static final JavaClasses FAIRLEAD = Compiled.MAIN;

  /** Module folder, its package, and the packages of ours that it may know besides its own. */
  private record Module(String folder, String root, List<String> mayKnow) {
    String packages() {
      return root + "..";
    }
  }

  private static final List<Module> MODULES =
      List.of(
          module("catalog", "catalog"),
          module("node", "node", "catalog"),
          module("registry-verticle", "registry", "catalog", "node"),
          module("nameserver", "nameserver", "node"),
          module("dns-verticle", "dns", "catalog", "node", "nameserver"),
          module("proxy-verticle", "proxy", "catalog", "node", "nameserver"),
          module("demo-services", "demo"),
          module("benchmarks", "benchmarks"),
          module("launcher", "launcher", "catalog", "node", "registry", "dns", "proxy"));

  private static final Set<String> BANNED_WORDS =
      Set.of(
          "impl",
          "util",
          "utils",
          "common",
          "helper",
          "helpers",
          "manager",
          "base",
          "info",
          "data",
          "processor");

  private static Module module(String folder, String name, String... mayKnow) {
    return new Module(
        folder, "io.fairlead." + name, Stream.of(mayKnow).map(m -> "io.fairlead." + m).toList());
  }

  static Stream<Module> modules() {
    return MODULES.stream();
  }

  @Test
  void everyModuleWithCodeHasItsArrows() {
    var withCode = SourceTree.mainJava().stream().map(f -> f.getName(0).toString()).distinct();
    assertThat(MODULES.stream().map(Module::folder)).containsAll(withCode.toList());
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aModuleKnowsOnlyWhatItsArrowsAllow(Module module) {
    var allowed =
        Stream.concat(Stream.of(module.root()), module.mayKnow().stream())
            .map(p -> p + "..")
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage(module.packages())
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage("io.fairlead..").or(resideInAnyPackage(allowed)))
        .because("verticles meet only through the contracts in catalog, on the bus")
        .allowEmptyShould(true)
        .check(FAIRLEAD);
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aModuleHasOnlyItsOwnPackages(Module module) {
    var prefix = Path.of(module.folder(), "src/main/java");
    var own = prefix.resolve(module.root().replace('.', '/'));
    assertThat(SourceTree.mainJava())
        .filteredOn(f -> f.startsWith(prefix))
        .allMatch(f -> f.startsWith(own), "lies in " + own);
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching("io.fairlead.(**)").should().beFreeOfCycles().check(FAIRLEAD);
  }

  /** A private record is its class's own scratch paper; every other one is a value that travels. */
  @Test
  void recordsAreFreeOfVertx() {
    noClasses()
        .that()
        .areRecords()
        .and()
        .doNotHaveModifier(JavaModifier.PRIVATE)
        .should()
        .dependOnClassesThat(resideInAPackage("io.vertx.."))
        .because("a record is a value: it is compared, printed, sent and kept")
        .check(FAIRLEAD);
  }

  @Test
  void namesSayWhatAThingIs() {
    noClasses()
        .should(HouseConditions.haveAWordOf(BANNED_WORDS))
        .because("a name that fits everything tells nothing: name what it does")
        .check(FAIRLEAD);
  }

  @Test
  void verticlesAreNamedSo() {
    classes()
        .that()
        .areAssignableTo(Deployable.class)
        .and()
        .areNotInterfaces()
        .and()
        .areNotAnonymousClasses()
        .should()
        .haveSimpleNameEndingWith("Verticle")
        .allowEmptyShould(true)
        .check(FAIRLEAD);
  }

  @Test
  void logsGoThroughOneFacade() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.fairlead.node.log")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.util.logging..", "ch.qos.logback..", "org.apache.logging.."))
        .because("main code knows slf4j only, but for what sets logging up")
        .check(FAIRLEAD);
  }

  @Test
  void onlyAConsoleWritesToTheStandardStreams() {
    noClasses()
        .that(describe("are no console", c -> !isConsole(c)))
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .because("everything else logs, so that an operator can filter, route and count it")
        .check(FAIRLEAD);
  }

  @Test
  void nobodySleeps() {
    noClasses()
        .should()
        .callMethodWhere(
            target(
                "Thread.sleep or TimeUnit.sleep",
                Set.of(Thread.class.getName(), java.util.concurrent.TimeUnit.class.getName()),
                "sleep"))
        .because("a sleeping thread is a blocked event loop: use a timer")
        .check(FAIRLEAD);
  }

  @Test
  void nobodyPrintsStackTraces() {
    noClasses()
        .should()
        .callMethodWhere(describe("printStackTrace", a -> a.getName().equals("printStackTrace")))
        .because("an expected failure is one line, an unexpected one goes to the log")
        .check(FAIRLEAD);
  }

  @Test
  void hazelcastIsKnownWhereTheClusterIs() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.fairlead.registry..", "io.fairlead.launcher..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("com.hazelcast..", "io.vertx.spi.cluster.hazelcast.."))
        .because("only registry nodes are cluster members")
        .check(FAIRLEAD);
  }

  @Test
  void nobodyTrustsEverybody() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveSimpleName("TrustAllOptions")
        .because("a connection that trusts all is not encrypted against anybody")
        .check(FAIRLEAD);
  }

  private static boolean isConsole(JavaClass type) {
    var outermost = type;
    while (outermost.getEnclosingClass().isPresent()) {
      outermost = outermost.getEnclosingClass().get();
    }
    return outermost.getSimpleName().endsWith("Console");
  }

  private static DescribedPredicate<JavaAccess<?>> target(
      String description, Set<String> owners, String name) {
    return describe(
        description,
        a -> a.getName().equals(name) && owners.contains(a.getTargetOwner().getName()));
  }
}
