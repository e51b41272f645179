package io.fairlead.launcher.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.fairlead.launcher.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryCommandTest {
  private static final String COUNTS =
      "{\"namespaces\":1,\"services\":2,\"instances\":3,\"taken\":2,\"removedSince\":1,\"knownAlready\":0}";

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private HttpServer registry;
  private String imported;

  @BeforeEach
  void startARegistrysManagementPort() throws IOException {
    registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry.createContext(
        "/catalog/",
        call -> {
          boolean isImport = call.getRequestMethod().equals("POST");
          imported = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          boolean refused = imported.equals("wrong");
          var answer =
              (refused ? "{\"message\":\"no export\"}" : isImport ? COUNTS : "{\"format\":\"f\"}")
                  .getBytes(StandardCharsets.UTF_8);
          call.sendResponseHeaders(refused ? 400 : 200, answer.length);
          call.getResponseBody().write(answer);
          call.close();
        });
    registry.start();
  }

  @AfterEach
  void stopIt() {
    registry.stop(0);
  }

  private int run(String... arguments) {
    var console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);
    return RegistryCommand.of(console).execute(arguments);
  }

  private String url() {
    return "http://127.0.0.1:" + registry.getAddress().getPort();
  }

  @Test
  void anExportGoesToStandardOutputOrIntoAFile() throws IOException {
    assertThat(run("export", "--registry", url())).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("{\"format\":\"f\"}\n");
    var file = folder.resolve("export.json");
    assertThat(run("export", "--registry", url(), "--out", file.toString())).isZero();
    assertThat(file).hasContent("{\"format\":\"f\"}");
  }

  @Test
  void anImportTellsWhatBecameOfIt() throws IOException {
    var file = Files.writeString(folder.resolve("export.json"), "right");
    assertThat(run("import", "--registry", url(), file.toString())).isZero();
    assertThat(imported).isEqualTo("right");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "Read 1 namespaces and 2 services with 3 instances: 2 taken, 0 known already, 1 removed since.\n");
    out.reset();
    assertThat(run("import", "--json", "--registry", url(), file.toString())).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(COUNTS + "\n");
  }

  @Test
  void whatTheRegistryRefusesIsToldInOneLine() throws IOException {
    var file = Files.writeString(folder.resolve("export.json"), "wrong");
    assertThat(run("import", "--registry", url(), file.toString())).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("export.json cannot be imported: ")
        .contains("answered 400: {\"message\":\"no export\"}")
        .hasLineCount(1);
  }

  @Test
  void aRegistryThatIsNotThereIsToldInOneLine() {
    registry.stop(0);
    assertThat(run("export", "--registry", url())).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("the catalog cannot be exported from " + url())
        .hasLineCount(1);
  }

  @Test
  void wrongArgumentsAreUsage() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("import")).isEqualTo(2);
  }
}
