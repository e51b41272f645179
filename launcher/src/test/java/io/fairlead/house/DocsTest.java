package io.fairlead.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.javaparser.ast.expr.StringLiteralExpr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the documents say is there is there, and what is there is in the documents. */
class DocsTest {
  private static final Path SETTINGS = Path.of("docs/settings.md");
  private static final Path METRICS = Path.of("docs/metrics.md");
  private static final int WALK_LINES = 150;

  /** Something in backticks or a link's target that looks like a path of this repository. */
  private static final Pattern NAMED_FILE =
      Pattern.compile("`([\\w.-]+(?:/[\\w.*-]+)+)`|\\]\\(((?!https?:)[^)#]+)[^)]*\\)");

  private static final Pattern STEP = Pattern.compile("^\\d+\\. .*");
  private static final Pattern METER = Pattern.compile("mesh_[a-z0-9]+(_[a-z0-9]+)+");

  @Test
  void everyFileThatADocumentNamesIsThere() {
    var missing = new ArrayList<String>();
    for (var page : SourceTree.files(f -> f.toString().endsWith(".md"))) {
      var named = NAMED_FILE.matcher(SourceTree.text(page));
      while (named.find()) {
        var path = named.group(1) != null ? Path.of(named.group(1)) : beside(page, named.group(2));
        if (isOurs(path) && !Files.exists(SourceTree.root().resolve(path))) {
          missing.add(page + ": " + path);
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void everyStepOfAWalkNamesAFile() {
    for (var walk : SourceTree.files(f -> f.toString().matches("docs/life-of-a-.*\\.md"))) {
      var steps = steps(SourceTree.text(walk));
      assertThat(steps).as("steps of %s", walk).hasSizeGreaterThan(3);
      assertThat(steps).as("%s", walk).allMatch(s -> NAMED_FILE.matcher(s).find());
      assertThat(SourceTree.text(walk).lines()).as("%s", walk).hasSizeLessThanOrEqualTo(WALK_LINES);
    }
  }

  @Test
  void theSettingsPageTellsTheRecords() throws IOException {
    var written = Path.of("target/settings.md").toAbsolutePath();
    var expected = SettingsPage.of(SettingsTree.processes());
    Files.createDirectories(written.getParent());
    Files.writeString(written, expected);
    assertThat(SourceTree.text(SETTINGS)).as("%s (copy %s)", SETTINGS, written).isEqualTo(expected);
  }

  @Test
  void everyRecordOfSettingsBelongsToAProcess() {
    var reached =
        SettingsTree.processes().values().stream()
            .flatMap(settings -> SettingsTree.records(settings).stream())
            .toList();
    assertThat(reached).containsAll(SettingsTree.declaring());
  }

  @Test
  void everyMeterIsOnTheMetricsPage() {
    var page = SourceTree.text(METRICS);
    var meters = new TreeSet<String>();
    for (var file : SourceTree.mainJava()) {
      for (var literal : JavaSource.of(file).unit().findAll(StringLiteralExpr.class)) {
        if (METER.matcher(literal.getValue()).matches()) {
          meters.add(literal.getValue());
        }
      }
    }
    assertThat(meters).isNotEmpty();
    assertThat(meters.stream().filter(m -> !page.contains("`" + m + "`")))
        .as("meters that %s does not explain", METRICS)
        .isEmpty();
    assertThat(METER.matcher(page).results().map(r -> r.group()).filter(m -> !meters.contains(m)))
        .as("meters that %s explains and nobody counts", METRICS)
        .isEmpty();
  }

  /** A path that begins with a folder of the root, or a source file; not what is built. */
  private static boolean isOurs(Path path) {
    var name = path.toString();
    return !name.contains("*")
        && !name.contains("/target/")
        && (name.matches(".*\\.(java|md)")
            || Files.exists(SourceTree.root().resolve(path.getName(0))));
  }

  private static Path beside(Path page, String target) {
    return (page.getParent() == null ? Path.of(target) : page.getParent().resolve(target))
        .normalize();
  }

  private static List<String> steps(String page) {
    var steps = new ArrayList<String>();
    for (var line : page.lines().toList()) {
      if (STEP.matcher(line).matches()) {
        steps.add(line);
      } else if (!steps.isEmpty() && line.startsWith("   ")) {
        steps.set(steps.size() - 1, steps.get(steps.size() - 1) + "\n" + line);
      }
    }
    return steps;
  }
}
