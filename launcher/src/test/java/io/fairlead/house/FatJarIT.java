package io.fairlead.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is in the jars that users start with plain {@code java -jar}. */
class FatJarIT {
  private static final List<String> NATIVES =
      List.of(
          "META-INF/native/libnetty_transport_native_epoll_aarch_64.so",
          "META-INF/native/libnetty_transport_native_epoll_x86_64.so");

  enum Jar {
    REGISTRY("registry-verticle/target/registry.jar", 32),
    DNS("dns-verticle/target/dns.jar", 14),
    PROXY("proxy-verticle/target/proxy.jar", 14),
    DEMO("demo-services/target/demo.jar", 12),
    FAIRLEAD("launcher/target/fairlead.jar", 34);

    final Path path;
    final int megabytesMax;

    Jar(String path, int megabytesMax) {
      this.path = SourceTree.root().resolve(path);
      this.megabytesMax = megabytesMax;
    }

    boolean isMember() {
      return this == REGISTRY || this == FAIRLEAD;
    }
  }

  @ParameterizedTest
  @EnumSource
  void theManifestLetsPlainJavaRunIt(Jar jar) throws IOException {
    try (var file = new JarFile(jar.path.toFile())) {
      var manifest = file.getManifest().getMainAttributes();
      assertThat(file.getEntry(mainClass(manifest))).isNotNull();
      assertThat(manifest.getValue("Multi-Release")).isEqualTo("true");
      assertThat(manifest.getValue("Enable-Native-Access")).isEqualTo("ALL-UNNAMED");
      assertThat(manifest.getValue("Add-Exports")).isEqualTo("java.base/jdk.internal.ref");
      assertThat(manifest.getValue("Add-Opens").split(" ", -1))
          .contains("java.base/java.lang", "java.base/sun.nio.ch");
      assertThat(manifest.getValue("Implementation-Version")).isNotBlank();
    }
  }

  /**
   * A service file that was overwritten instead of merged names too few; one that is stale, too
   * many.
   */
  @ParameterizedTest
  @EnumSource
  void everyProviderThatAServiceFileNamesIsInside(Jar jar) throws IOException {
    try (var file = new JarFile(jar.path.toFile())) {
      var services = names(file).filter(n -> n.matches("META-INF/services/[^/]+")).toList();
      assertThat(services).isNotEmpty();
      for (var service : services) {
        assertThat(providers(file, service))
            .as("%s in %s", service, jar)
            .allMatch(p -> file.getEntry(p.replace('.', '/') + ".class") != null);
      }
      if (jar == Jar.REGISTRY || jar == Jar.FAIRLEAD) {
        assertThat(providers(file, "META-INF/services/io.vertx.core.spi.VertxServiceProvider"))
            .anyMatch(p -> p.contains("micrometer"))
            .anyMatch(p -> p.contains("hazelcast"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void itHoldsWhatItNeedsAndNoMore(Jar jar) throws IOException {
    try (var file = new JarFile(jar.path.toFile())) {
      var names = names(file).toList();
      assertThat(names).doesNotHaveDuplicates();
      assertThat(names).anyMatch(n -> n.startsWith("META-INF/versions/"));
      assertThat(names.stream().anyMatch(n -> n.startsWith("com/hazelcast/")))
          .as("Hazelcast in %s", jar)
          .isEqualTo(jar.isMember());
      assertThat(names.stream().anyMatch(n -> n.startsWith("com/networknt/")))
          .as("JSON Schema in %s: readers only decode what was checked", jar)
          .isEqualTo(jar.isMember());
      var natives = names.stream().filter(n -> n.matches("META-INF/native/.+")).sorted();
      assertThat(natives).containsExactlyElementsOf(jar == Jar.DEMO ? List.of() : NATIVES);
      assertThat(jar.path.toFile().length() >> 20).as("MB of %s", jar).isLessThan(jar.megabytesMax);
    }
  }

  private static String mainClass(Attributes manifest) {
    return manifest.getValue(Attributes.Name.MAIN_CLASS).replace('.', '/') + ".class";
  }

  private static Stream<String> names(JarFile file) {
    return file.stream().map(e -> e.getName());
  }

  private static List<String> providers(JarFile file, String service) throws IOException {
    var entry = file.getEntry(service);
    assertThat(entry).as(service).isNotNull();
    try (var in = file.getInputStream(entry)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .toList();
    }
  }
}
