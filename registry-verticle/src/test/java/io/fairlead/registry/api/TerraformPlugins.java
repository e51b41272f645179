package io.fairlead.registry.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a machine keeps Terraform's AWS provider, so that nothing needs to be downloaded. */
final class TerraformPlugins {
  static final String VARIABLE = "FAIRLEAD_TERRAFORM_PLUGINS";

  private TerraformPlugins() {}

  /**
   * A folder for {@code terraform init -plugin-dir}: what the variable names, or else the first of
   * the places that Terraform itself and those who package it use.
   */
  static Optional<Path> find() {
    var home = Path.of(System.getProperty("user.home"), ".terraform.d");
    var usual =
        Stream.of(Path.of("/usr/local/share"), Path.of("/usr/share"))
            .map(share -> share.resolve("terraform/plugins"));
    return Stream.of(
            named(VARIABLE),
            named("TF_PLUGIN_CACHE_DIR"),
            Stream.of(home.resolve("plugins"), home.resolve("plugin-cache")),
            usual,
            children(Path.of("/opt")))
        .flatMap(places -> places)
        .filter(TerraformPlugins::holdsProvider)
        .findFirst();
  }

  private static Stream<Path> named(String variable) {
    return Stream.ofNullable(System.getenv(variable)).filter(v -> !v.isEmpty()).map(Path::of);
  }

  private static boolean holdsProvider(Path folder) {
    var provider = folder.resolve("registry.terraform.io/hashicorp/aws");
    return children(provider).anyMatch(version -> children(version).anyMatch(Objects::nonNull));
  }

  private static Stream<Path> children(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (var children = Files.list(folder)) {
      return children.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
