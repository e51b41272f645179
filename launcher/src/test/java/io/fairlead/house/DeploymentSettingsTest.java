package io.fairlead.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.fairlead.node.settings.SettingsReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** The variables of the Kubernetes manifests are settings that the processes take. */
class DeploymentSettingsTest {
  private static final Path SIDECAR = Path.of("k8s/components/sidecar/sidecar.yaml");
  private static final Map<String, String> PROCESS_OF_CONTAINER =
      Map.of("registry", "registry", "dns", "dns", "sidecar", "proxy");

  /** What the cluster fills in. */
  private static final String A_POD_IP = "10.1.2.3";

  private static final String A_POD_NAME = "backend-6d4cf56db6-x2x7z";

  /**
   * One container of one manifest.
   *
   * @param variables by name; with examples of what the cluster fills in
   */
  record Container(Path file, String name, Map<String, String> variables) {
    @Override
    public String toString() {
      return file + " " + name;
    }
  }

  static Stream<Container> containers() {
    return containersWithVariables().filter(c -> !c.file().equals(SIDECAR));
  }

  private static Stream<Container> containersWithVariables() {
    return SourceTree.files(f -> f.startsWith("k8s") && f.toString().endsWith(".yaml")).stream()
        .filter(f -> !f.endsWith("kustomization.yaml"))
        .flatMap(DeploymentSettingsTest::containers)
        .filter(c -> c.variables().keySet().stream().anyMatch(v -> v.startsWith("FAIRLEAD_")));
  }

  /** The real reader judges: an unknown variable or a value of the wrong shape fails. */
  @ParameterizedTest
  @MethodSource("containers")
  void itsProcessTakesItsVariables(Container container) {
    var variables = new HashMap<String, String>();
    if (container.name().equals("sidecar")) {
      containersWithVariables()
          .filter(c -> c.file().equals(SIDECAR))
          .forEach(c -> variables.putAll(c.variables()));
    }
    variables.putAll(container.variables());
    var process = PROCESS_OF_CONTAINER.get(container.name());
    assertThat(process).as("process of container %s", container.name()).isNotNull();
    var settings = SettingsTree.processes().get(process).asSubclass(Record.class);
    assertThatCode(() -> SettingsReader.read(settings, List.of(), variables))
        .doesNotThrowAnyException();
  }

  @Test
  void everyProcessIsDeployed() {
    assertThat(containers().map(c -> PROCESS_OF_CONTAINER.get(c.name())).distinct())
        .containsExactlyInAnyOrderElementsOf(SettingsTree.processes().keySet());
  }

  private static Stream<Container> containers(Path file) {
    var found = new ArrayList<Container>();
    new Yaml().loadAll(SourceTree.text(file)).forEach(document -> collect(file, document, found));
    return found.stream();
  }

  private static void collect(Path file, Object node, List<Container> found) {
    if (node instanceof Map<?, ?> map) {
      if (map.get("env") instanceof List<?> env) {
        found.add(new Container(file, String.valueOf(map.get("name")), variables(env)));
      }
      map.values().forEach(child -> collect(file, child, found));
    } else if (node instanceof List<?> list) {
      list.forEach(child -> collect(file, child, found));
    }
  }

  private static Map<String, String> variables(List<?> env) {
    var variables = new HashMap<String, String>();
    for (var entry : env) {
      if (entry instanceof Map<?, ?> variable) {
        var value = variable.get("value") instanceof String given ? given : A_POD_NAME;
        variables.put(String.valueOf(variable.get("name")), value.replace("$(POD_IP)", A_POD_IP));
      }
    }
    return variables;
  }
}
