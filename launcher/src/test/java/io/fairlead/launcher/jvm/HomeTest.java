package io.fairlead.launcher.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.node.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
  @TempDir private Path folder;

  @Test
  void theTopIsFoundFromTheLauncherJar() {
    assertThat(Home.around(Path.of("/opt/f/launcher/target/fairlead.jar")))
        .isEqualTo(Path.of("/opt/f"));
    assertThat(Home.around(Path.of("/opt/f/launcher/target/classes"))).isEqualTo(Path.of("/opt/f"));
    assertThat(Home.around(Path.of("/opt/f/fairlead.jar"))).isEqualTo(Path.of("/opt/f"));
  }

  @Test
  void jarsLieInModulesOrAllTogether() throws IOException {
    var home = new Home(folder);
    assertThat(home.jar(FatJar.PROXY)).isEqualTo(folder.resolve("proxy-verticle/target/proxy.jar"));

    Files.createFile(folder.resolve("proxy.jar"));

    assertThat(home.jar(FatJar.PROXY)).isEqualTo(folder.resolve("proxy.jar"));
  }

  @Test
  void aMissingJarIsNamedWithWhatToDo() throws IOException {
    for (String jar : new String[] {"registry.jar", "dns.jar", "demo.jar"}) {
      Files.createFile(folder.resolve(jar));
    }

    assertThatThrownBy(() -> new Home(folder).requireJars())
        .isInstanceOf(StartFailure.class)
        .hasMessage(
            folder
                + "/proxy-verticle/target/proxy.jar is missing (expected: all jars built; run"
                + " ./mvnw -Dquick package)");
  }
}
