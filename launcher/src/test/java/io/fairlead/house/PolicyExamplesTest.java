package io.fairlead.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.fairlead.registry.policy.PolicyReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example of a trafficPolicy in the documents is one. */
class PolicyExamplesTest {
  private static final Pattern BLOCK =
      Pattern.compile("^```json\\R(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);

  /** An example and where it is. */
  record Example(Path page, int number, String text) {
    @Override
    public String toString() {
      return page + " example " + number;
    }
  }

  private static List<Path> pages() {
    return SourceTree.files(f -> f.toString().matches("docs/traffic-policy(\\.md|/[^/]+\\.md)"));
  }

  static Stream<Example> examples() {
    return pages().stream().flatMap(page -> examples(page).stream());
  }

  private static List<Example> examples(Path page) {
    var examples = new ArrayList<Example>();
    var blocks = BLOCK.matcher(SourceTree.text(page));
    while (blocks.find()) {
      examples.add(new Example(page, examples.size() + 1, blocks.group(1)));
    }
    return examples;
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleIsAPolicy(Example example) {
    assertThatCode(
            () ->
                PolicyReader.read(
                    PolicyReader.parse(
                        example.text().getBytes(StandardCharsets.UTF_8), "the example")))
        .doesNotThrowAnyException();
  }

  @Test
  void everyPageHasOneAndIsNamedByTheOverview() {
    String overview = SourceTree.text(Path.of("docs/traffic-policy.md"));
    assertThat(pages())
        .isNotEmpty()
        .allSatisfy(page -> assertThat(examples(page)).as("%s", page).isNotEmpty())
        .filteredOn(page -> page.getNameCount() == 3)
        .allSatisfy(
            page -> assertThat(overview).contains("](traffic-policy/" + page.getFileName() + ")"));
  }
}
