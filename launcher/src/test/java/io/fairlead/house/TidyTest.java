package io.fairlead.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.expr.MethodCallExpr;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a reader meets in the files themselves: their size, their words, their front doors. */
class TidyTest {
  private static final int FILE_CODE_LINES = 250;
  private static final int METHOD_LINES = 40;
  private static final int VERTICLE_CODE_LINES = 120;
  private static final int README_LINES = 120;
  private static final int README_FIRST_COMMAND_LINE = 20;
  private static final Path RATCHET = Path.of("launcher/src/test/resources/tidy-ratchet.txt");

  /** Written apart so that this file does not offend against itself. */
  private static final Pattern LEFT_OVER = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

  private static final Pattern PLACE_ON_ONE_MACHINE =
      Pattern.compile(
          "(?<![\\w.$}/-])/(work|root|home|Users)/[\\w.-]+|\\b[A-Z]:\\\\\\\\?Users\\b"
              + "|\\b(repo\\d?\\.maven\\.apache\\.org|repo1\\.maven\\.org|registry\\.npmjs\\.org"
              + "|pypi\\.org|docker\\.io|ghcr\\.io|gcr\\.io|quay\\.io|public\\.ecr\\.aws"
              + "|registry\\.k8s\\.io)\\b");

  private static final Pattern TEXT_FILE =
      Pattern.compile(".*\\.(java|xml|md|sh|ya?ml|json|properties|txt|html|css|js)");

  private static final Set<String> SCRIPTS = Set.of("verify", "fairlead", "run", "Containerfile");

  private final Ratchet ratchet = Ratchet.parse(SourceTree.text(RATCHET).lines().toList());

  @Test
  void mainFilesAreShort() {
    assertThat(
            ratchet.complaints(
                "code-lines", FILE_CODE_LINES, measured(f -> true, JavaSource::codeLines)))
        .isEmpty();
  }

  @Test
  void mainMethodsAreShort() {
    assertThat(
            ratchet.complaints(
                "method-lines", METHOD_LINES, measured(f -> true, JavaSource::longestMethodLines)))
        .isEmpty();
  }

  @Test
  void verticlesAreOnlyWiring() {
    assertThat(
            ratchet.complaints(
                "verticle-lines",
                VERTICLE_CODE_LINES,
                measured(f -> f.toString().endsWith("Verticle.java"), JavaSource::codeLines)))
        .isEmpty();
  }

  @Test
  void everyPackageSaysWhatItIsFor() {
    var packages = SourceTree.mainJava().stream().map(Path::getParent).distinct().toList();
    assertThat(packages)
        .allSatisfy(
            p ->
                assertThat(SourceTree.root().resolve(p).resolve("package-info.java"))
                    .isRegularFile());
  }

  @Test
  void nothingIsLeftForLater() {
    assertThat(lines(SourceTree.mainJava(), LEFT_OVER.asPredicate())).isEmpty();
  }

  @Test
  void nothingNamesAMachineOrARegistryHost() {
    var written =
        SourceTree.files(f -> isText(f) && !f.startsWith(".mvn") && !f.endsWith("TidyTest.java"));
    assertThat(lines(written, PLACE_ON_ONE_MACHINE.asPredicate())).isEmpty();
  }

  /** The event bus trusts everybody unless it is told not to, so {@code false} is welcome. */
  @Test
  void nobodyTrustsEverybody() {
    assertThat(
            SourceTree.mainJava().stream()
                .flatMap(
                    f ->
                        JavaSource.of(f)
                            .unit()
                            .findAll(MethodCallExpr.class, TidyTest::trustsAll)
                            .stream()
                            .map(call -> f + ": " + call)))
        .isEmpty();
  }

  @Test
  void testsAreSentencesAndDoNotSleep() {
    var complaints = new ArrayList<String>();
    for (var file : SourceTree.testJava()) {
      var unit = JavaSource.of(file).unit();
      unit.findAll(
              MethodDeclaration.class,
              m -> m.isAnnotationPresent("Test") && m.getNameAsString().matches("test[A-Z_].*"))
          .forEach(m -> complaints.add(file + ": " + m.getNameAsString() + " (no test prefix)"));
      unit.findAll(
              MethodCallExpr.class,
              c -> c.toString().matches("(Thread|TimeUnit\\.\\w+)\\.sleep\\(.*"))
          .forEach(c -> complaints.add(file + ": " + c + " (wait for what you need)"));
    }
    assertThat(complaints).isEmpty();
  }

  @Test
  void theReadmeIsShortAndBeginsWithACommand() {
    var lines = SourceTree.text(Path.of("README.md")).lines().toList();
    assertThat(lines.size()).as("lines of README.md").isLessThanOrEqualTo(README_LINES);
    assertThat(lines.stream().limit(README_FIRST_COMMAND_LINE))
        .anyMatch(l -> l.contains("./fairlead "));
  }

  private static boolean trustsAll(MethodCallExpr call) {
    return call.getNameAsString().equals("setTrustAll")
        && !call.getArguments().toString().equals("[false]");
  }

  private static Map<String, Integer> measured(
      Predicate<Path> wanted, ToIntFunction<JavaSource> metric) {
    return SourceTree.mainJava().stream()
        .filter(wanted)
        .collect(Collectors.toMap(Path::toString, f -> metric.applyAsInt(JavaSource.of(f))));
  }

  private static boolean isText(Path file) {
    var name = file.getFileName().toString();
    return TEXT_FILE.matcher(name).matches() || SCRIPTS.contains(name);
  }

  private static List<String> lines(List<Path> files, Predicate<String> offending) {
    return files.stream()
        .flatMap(
            f -> SourceTree.text(f).lines().filter(offending).map(line -> f + ": " + line.strip()))
        .toList();
  }
}
