package io.fairlead.catalog.view;

import static io.fairlead.catalog.Samples.namespace;
import static io.fairlead.catalog.Samples.service;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.catalog.Endpoint;
import io.fairlead.catalog.HealthStatus;
import io.fairlead.catalog.ServiceEndpoints;
import io.fairlead.catalog.bus.EndpointsChanged;
import io.fairlead.catalog.bus.ServiceRemoved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ViewFileTest {
  private static final long BYTES_MAX = 1 << 20;
  private static final CatalogState STATE =
      CatalogState.EMPTY
          .apply(namespace("ns-1", 7))
          .apply(new EndpointsChanged(service("srv-1", 10, "a", "b"), true))
          .apply(new EndpointsChanged(service("srv-2", 11, "ü\n\"c\""), true));

  @TempDir private Path folder;
  private Path path;
  private ViewFile file;

  @BeforeEach
  void name() {
    path = folder.resolve("below").resolve("view.json");
    file = new ViewFile(path, BYTES_MAX);
  }

  @Test
  void whatWasWrittenIsReadAgain() throws IOException {
    file.write(new KeptView(1234, STATE));

    var kept = file.read().orElseThrow();

    assertThat(kept.savedAtMillis()).isEqualTo(1234);
    assertThat(kept.state().namespacesById()).isEqualTo(STATE.namespacesById());
    assertThat(kept.state().servicesById()).isEqualTo(STATE.servicesById());
    assertThat(kept.state().service("ns-1.local", "SRV-1")).isPresent();
    assertThat(path.resolveSibling("view.json.tmp")).doesNotExist();
  }

  @Test
  void whatIsReadIsNeverCompleteHoweverMuchWasKnown() throws IOException {
    var complete =
        STATE.apply(
            new Snapshot(
                true, 50, 0, STATE.namespacesById().values().stream().toList(), List.of()));
    assertThat(complete.isComplete()).isTrue();
    file.write(new KeptView(1, complete));

    assertThat(file.read().orElseThrow().state().isComplete()).isFalse();
    assertThat(file.read().orElseThrow().state().digest()).isZero();
  }

  @Test
  void whichEndpointsAreDoubtfulIsKept() throws IOException {
    var filled = STATE.apply(new EndpointsChanged(service("srv-1", 20, "c"), false));
    file.write(new KeptView(1, filled));

    var kept = file.read().orElseThrow().state();
    assertThat(kept.padded()).containsExactly("srv-1");
    var settled = kept.apply(new EndpointsChanged(service("srv-1", 20, "c"), true));
    assertThat(settled.servicesById().get("srv-1").endpoints()).hasSize(1);
  }

  @Test
  void theRevisionIsKeptThoughWhatHadItIsGone() throws IOException {
    file.write(new KeptView(1, STATE.apply(new ServiceRemoved("srv-2", 30))));

    assertThat(file.read().orElseThrow().state().revision()).isEqualTo(30);
  }

  @Test
  void aFileOfAnEarlierReleaseIsReadAndGivesWayToWhatTheRegistryKnows() throws IOException {
    // The checksum is of what stands before: here of everything without the revision.
    write(file(STATE).replace(",\"revision\":11}\n", "}\n"));

    var kept = file.read().orElseThrow().state();

    assertThat(kept.revision()).as("the highest in it").isEqualTo(11);
    assertThat(kept.servicesById()).isEqualTo(STATE.servicesById());
    var known = service("srv-1", 10, "a", "c");
    var after = kept.apply(new EndpointsChanged(known, true));
    assertThat(after.servicesById().get("srv-1")).isEqualTo(known);
    assertThat(STATE.apply(new EndpointsChanged(known, true))).isSameAs(STATE);
  }

  @Test
  void attributesAreKept() throws IOException {
    var endpoint =
        new Endpoint("a", null, null, null, 0, 0, HealthStatus.HEALTHY, 1, Map.of("stage", "x"));
    var labelled =
        new ServiceEndpoints("ns-1.local", service("srv-1", 1).service(), 40, List.of(endpoint));
    file.write(new KeptView(1, STATE.apply(new EndpointsChanged(labelled, true))));

    assertThat(file.read().orElseThrow().state().servicesById()).containsValue(labelled);
  }

  private String file(CatalogState state) throws IOException {
    file.write(new KeptView(1, state));
    return Files.readString(path);
  }

  /** With the checksum that belongs to it. */
  private void write(String text) throws IOException {
    String before = text.substring(0, text.lastIndexOf("{\"crc32c\""));
    var sum = new CRC32C();
    sum.update(before.getBytes(UTF_8));
    Files.writeString(path, before + "{\"crc32c\":\"" + Long.toHexString(sum.getValue()) + "\"}\n");
  }

  @Test
  void thereIsNothingBeforeTheFirstWrite() {
    assertThat(file.read()).isEmpty();
    assertThat(path.getParent()).doesNotExist();
  }

  static Stream<Arguments> damages() {
    return Stream.of(
        damage("a changed letter", text -> text.replace("task", "tusk").replace("srv-1", "srv-9")),
        damage("a broken line", text -> text.replaceFirst("\"endpoints\"", "endpoints")),
        damage("another format", text -> text.replace("{\"format\":1", "{\"format\":2")),
        damage("no trailer", text -> text.substring(0, text.lastIndexOf("{\"crc32c\""))),
        damage("cut in the middle", text -> text.substring(0, text.length() / 2)),
        damage("cut in the trailer", text -> text.substring(0, text.length() - 1)),
        damage("a line twice", text -> text.replaceFirst("(?m)^(.*srv-2.*)$", "$1\n$1")),
        damage("more after the end", text -> text + "{}\n"),
        damage("no JSON at all", text -> "hello\n"),
        damage("JSON of something else", text -> "{\"name\":\"fleet\"}\n"),
        damage("null", text -> "null\n"),
        damage("a deep nest", text -> "[".repeat(100_000) + "\n"),
        damage("zeros", text -> "\0".repeat(4096)),
        damage("nothing", text -> ""),
        damage("a service without a name", text -> text.replace("\"name\":\"srv-1\",", "")),
        damage("too much", text -> text + " ".repeat((int) BYTES_MAX)));
  }

  private static Arguments damage(String name, UnaryOperator<String> how) {
    return Arguments.of(name, how);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damages")
  void aDamagedFileIsPutAsideAndNotUsed(String name, UnaryOperator<String> how) throws IOException {
    file.write(new KeptView(1234, STATE));
    String damaged = how.apply(Files.readString(path));
    assertThat(damaged).isNotEqualTo(Files.readString(path));
    Files.writeString(path, damaged);

    assertThat(file.read()).isEmpty();
    assertThat(path).doesNotExist();
    assertThat(path.resolveSibling("view.json.damaged")).hasContent(damaged);

    file.write(new KeptView(1235, STATE));
    assertThat(file.read()).isPresent();
  }

  @Test
  void aKillBetweenWritingAndMovingLeavesTheFileBefore() throws IOException {
    file.write(new KeptView(1, STATE));
    Files.write(path.resolveSibling("view.json.tmp"), "{\"format\":1,\"savedAt".getBytes(UTF_8));

    assertThat(file.read().orElseThrow().savedAtMillis()).isEqualTo(1);
    file.write(new KeptView(2, STATE));
    assertThat(file.read().orElseThrow().savedAtMillis()).isEqualTo(2);
  }

  @Test
  void aWriteThatFailsLeavesTheFileBefore() throws IOException {
    file.write(new KeptView(1, STATE));
    var small = new ViewFile(path, 100);

    assertThatThrownBy(() -> small.write(new KeptView(2, STATE)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("view.bytesMax");
    assertThat(file.read().orElseThrow().savedAtMillis()).isEqualTo(1);
  }

  @Test
  void aFolderThatCannotBeMadeIsAFailure() throws IOException {
    Files.writeString(folder.resolve("below"), "a file");

    assertThatThrownBy(() -> file.write(new KeptView(1, STATE))).isInstanceOf(IOException.class);
    assertThat(file.read()).isEmpty();
  }
}
