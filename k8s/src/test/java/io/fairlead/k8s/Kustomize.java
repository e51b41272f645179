package io.fairlead.k8s;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.abort;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Renders a folder of this module with {@code kubectl kustomize}, as its user does. */
final class Kustomize {
  private static final long RENDERING_SECONDS = 60;

  private Kustomize() {}

  /** The rendered objects, strictly read; aborts the test where there is no kubectl. */
  static List<HasMetadata> render(String folder) {
    if (!isKubectlThere()) {
      abort("no kubectl on the PATH: k8s/" + folder + " is not rendered; install kubectl");
    }
    try {
      var errors = Files.createTempFile("kustomize", ".err");
      var process =
          new ProcessBuilder("kubectl", "kustomize", module().resolve(folder).toString())
              .redirectError(errors.toFile())
              .start();
      var rendered = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (!process.waitFor(RENDERING_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException(
            "kubectl kustomize k8s/" + folder + ": " + Files.readString(errors));
      }
      Files.delete(errors);
      return StrictModel.read(rendered);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while rendering k8s/" + folder, e);
    }
  }

  /** This module's folder, from whichever folder the tests run in. */
  static Path module() {
    var here = Path.of("").toAbsolutePath();
    return Files.isDirectory(here.resolve("base")) ? here : here.resolve("k8s");
  }

  private static boolean isKubectlThere() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
  }
}
