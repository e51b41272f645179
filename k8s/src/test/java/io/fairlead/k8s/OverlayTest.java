package io.fairlead.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every rendered overlay promises to the cluster that it is applied to. */
class OverlayTest {
  private static final String BASE = "base";
  private static final String DEMO = "overlays/demo";
  private static final Pattern REFERENCE = Pattern.compile("\\$\\((\\w+)\\)");
  private static final Pattern IMAGE = Pattern.compile("fairlead/(\\w+):\\d+\\.\\d+\\.\\d+");
  private static final int DRAIN_SECONDS_MAX = 30;

  /** Where there is no kubectl, this is what is left: every file of objects parses. */
  @Test
  void everyFileParsesStrictly() throws IOException {
    try (var files = Files.walk(Kustomize.module())) {
      var manifests =
          files
              .filter(f -> f.toString().endsWith(".yaml"))
              .filter(f -> !f.toString().contains("/target/"))
              .filter(f -> !f.endsWith("kustomization.yaml"))
              .toList();
      assertThat(manifests)
          .isNotEmpty()
          .allSatisfy(f -> assertThat(StrictModel.read(Files.readString(f))).isNotEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {BASE, DEMO})
  void everyServiceHasPodsBehindEachOfItsPorts(String folder) {
    for (var service : Overlay.of(folder).all(Service.class)) {
      var behind =
          Overlay.of(folder).templates().stream()
              .filter(t -> Overlay.matches(service.getSpec().getSelector(), t))
              .toList();
      assertThat(behind).as("pods of Service %s", service.getMetadata().getName()).isNotEmpty();
      for (var port : service.getSpec().getPorts()) {
        var target = port.getTargetPort().getValue();
        assertThat(behind)
            .as("port %s of Service %s", target, service.getMetadata().getName())
            .allMatch(
                t ->
                    Overlay.containers(t).stream()
                        .flatMap(c -> c.getPorts().stream())
                        .anyMatch(
                            p ->
                                (target.equals(p.getName()) || target.equals(p.getContainerPort()))
                                    && Objects.equals(
                                        protocol(port.getProtocol()), protocol(p.getProtocol()))));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {BASE, DEMO})
  void everyControllerOwnsThePodsItMakes(String folder) {
    for (var deployment : Overlay.of(folder).all(Deployment.class)) {
      var spec = deployment.getSpec();
      assertThat(Overlay.matches(spec.getSelector().getMatchLabels(), spec.getTemplate())).isTrue();
    }
    for (var budget : Overlay.of(folder).all(PodDisruptionBudget.class)) {
      var labels = budget.getSpec().getSelector().getMatchLabels();
      assertThat(Overlay.of(folder).templates()).anyMatch(t -> Overlay.matches(labels, t));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {BASE, DEMO})
  void noPodMayDoMoreThanItNeeds(String folder) {
    assertThat(Overlay.of(folder).templates())
        .isNotEmpty()
        .allSatisfy(
            template -> {
              var pod = template.getSpec();
              assertThat(pod.getAutomountServiceAccountToken()).isFalse();
              assertThat(pod.getEnableServiceLinks()).isFalse();
              assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
              assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
              assertThat(pod.getSecurityContext().getSeccompProfile().getType())
                  .isEqualTo("RuntimeDefault");
              assertThat(Overlay.containers(template)).allSatisfy(OverlayTest::isConfined);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {BASE, DEMO})
  void everyContainerIsBoundedAndWatched(String folder) {
    assertThat(Overlay.of(folder).containers())
        .isNotEmpty()
        .allSatisfy(
            c -> {
              assertThat(c.getResources().getLimits()).containsKeys("cpu", "memory");
              assertThat(c.getResources().getRequests()).containsKeys("cpu", "memory");
              for (var probe :
                  List.of(c.getStartupProbe(), c.getLivenessProbe(), c.getReadinessProbe())) {
                assertThat(ports(c)).contains(port(probe));
              }
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {BASE, DEMO})
  void thereIsTimeToDrain(String folder) {
    assertThat(Overlay.of(folder).templates())
        .allSatisfy(
            t -> {
              long slept =
                  t.getSpec().getContainers().stream()
                      .mapToLong(c -> c.getLifecycle().getPreStop().getSleep().getSeconds())
                      .max()
                      .orElse(0);
              assertThat(t.getSpec().getTerminationGracePeriodSeconds())
                  .isGreaterThan(slept + DRAIN_SECONDS_MAX);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {BASE, DEMO})
  void aVariableIsDefinedBeforeItIsUsed(String folder) {
    for (var container : Overlay.of(folder).containers()) {
      Set<String> defined = new HashSet<>();
      for (var variable : container.getEnv()) {
        var references = REFERENCE.matcher(Objects.requireNonNullElse(variable.getValue(), ""));
        while (references.find()) {
          assertThat(defined).as(container.getName()).contains(references.group(1));
        }
        defined.add(variable.getName());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {BASE, DEMO})
  void everyImageHasAVersionAndCanBeBuilt(String folder) {
    for (var container : Overlay.of(folder).containers()) {
      var image = IMAGE.matcher(container.getImage());
      assertThat(image.matches()).as(container.getImage()).isTrue();
      assertThat(Kustomize.module().resolve("containers/" + image.group(1) + ".options"))
          .isRegularFile();
    }
  }

  private static void isConfined(Container container) {
    var security = container.getSecurityContext();
    assertThat(security.getAllowPrivilegeEscalation()).isFalse();
    assertThat(security.getReadOnlyRootFilesystem()).isTrue();
    assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(security.getCapabilities().getAdd()).isEmpty();
    assertThat(container.getVolumeMounts()).anyMatch(m -> m.getMountPath().equals("/tmp"));
  }

  private static Object port(Probe probe) {
    return probe.getHttpGet().getPort().getValue();
  }

  private static List<Object> ports(Container container) {
    return container.getPorts().stream()
        .flatMap(p -> Stream.<Object>of(p.getName(), p.getContainerPort()))
        .toList();
  }

  private static String protocol(String given) {
    return Objects.requireNonNullElse(given, "TCP");
  }
}
