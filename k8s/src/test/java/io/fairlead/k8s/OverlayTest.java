package io.fairlead.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
  private static final int DRAIN_SECONDS_MAX = 30;

  private static final Map<String, List<HasMetadata>> RENDERED = new HashMap<>();

  private static synchronized List<HasMetadata> rendered(String folder) {
    return RENDERED.computeIfAbsent(folder, Kustomize::render);
  }

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

  @Test
  void theBaseIsThreeRegistriesAndTwoDnsServers() {
    var registry = named(BASE, StatefulSet.class, "registry");
    assertThat(registry.getSpec().getReplicas()).isEqualTo(3);
    assertThat(registry.getSpec().getTemplate().getSpec().getAffinity().getPodAntiAffinity())
        .isNotNull();
    assertThat(named(BASE, Deployment.class, "dns").getSpec().getReplicas()).isEqualTo(2);
    var budget = named(BASE, PodDisruptionBudget.class, "registry");
    assertThat(budget.getSpec().getMinAvailable().getIntVal()).isEqualTo(2);
  }

  @Test
  void membersFindEachOtherBeforeTheyAreReady() {
    var registry = named(BASE, StatefulSet.class, "registry");
    var members = named(BASE, Service.class, registry.getSpec().getServiceName());
    assertThat(members.getSpec().getClusterIP()).isEqualTo("None");
    assertThat(members.getSpec().getPublishNotReadyAddresses()).isTrue();
    var container = registry.getSpec().getTemplate().getSpec().getContainers().get(0);
    assertThat(variable(container, "FAIRLEAD_CLUSTER_MEMBERS").split(",", -1))
        .containsExactly(
            "registry-0.registry-members:5701",
            "registry-1.registry-members:5701",
            "registry-2.registry-members:5701");
  }

  @Test
  void onlyMembersReachTheMemberPort() {
    var policy = named(BASE, NetworkPolicy.class, "registry").getSpec();
    var registry = named(BASE, StatefulSet.class, "registry").getSpec().getTemplate();
    assertThat(matches(policy.getPodSelector().getMatchLabels(), registry)).isTrue();
    var toMembers =
        policy.getIngress().stream()
            .filter(
                rule ->
                    rule.getPorts().isEmpty()
                        || rule.getPorts().stream()
                            .anyMatch(p -> p.getPort().getValue().equals("member")))
            .toList();
    assertThat(toMembers).hasSize(1);
    assertThat(toMembers.get(0).getFrom())
        .singleElement()
        .satisfies(
            peer -> {
              assertThat(peer.getNamespaceSelector()).isNull();
              assertThat(matches(peer.getPodSelector().getMatchLabels(), registry)).isTrue();
            });
  }

  @Test
  void dnsAnswersOverUdpAndTcp() {
    assertThat(named(BASE, Service.class, "dns").getSpec().getPorts())
        .allMatch(p -> p.getPort() == 53)
        .extracting(p -> p.getProtocol())
        .containsExactlyInAnyOrder("UDP", "TCP");
  }

  @Test
  void everyDemoTaskHasANativeSidecar() {
    for (var name : List.of("frontend", "backend")) {
      var pod = named(DEMO, Deployment.class, name).getSpec().getTemplate().getSpec();
      assertThat(pod.getInitContainers())
          .singleElement()
          .satisfies(
              sidecar -> {
                assertThat(sidecar.getName()).isEqualTo("sidecar");
                assertThat(sidecar.getRestartPolicy()).isEqualTo("Always");
                assertThat(sidecar.getStartupProbe().getHttpGet().getPath()).isEqualTo("/ready");
                assertThat(sidecar.getStartupProbe().getHttpGet().getPort().getIntVal())
                    .isEqualTo(15002);
              });
      assertThat(pod.getContainers())
          .allMatch(c -> c.getLifecycle().getPreStop().getSleep().getSeconds() >= 5);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {BASE, DEMO})
  void everyServiceHasPodsBehindEachOfItsPorts(String folder) {
    for (var service : all(folder, Service.class)) {
      var behind =
          templates(folder).filter(t -> matches(service.getSpec().getSelector(), t)).toList();
      assertThat(behind).as("pods of Service %s", service.getMetadata().getName()).isNotEmpty();
      for (var port : service.getSpec().getPorts()) {
        var target = port.getTargetPort().getValue();
        assertThat(behind)
            .as("port %s of Service %s", target, service.getMetadata().getName())
            .allMatch(
                t ->
                    containers(t)
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
    for (var deployment : all(folder, Deployment.class)) {
      var spec = deployment.getSpec();
      assertThat(matches(spec.getSelector().getMatchLabels(), spec.getTemplate())).isTrue();
    }
    for (var budget : all(folder, PodDisruptionBudget.class)) {
      var labels = budget.getSpec().getSelector().getMatchLabels();
      assertThat(templates(folder)).anyMatch(t -> matches(labels, t));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {BASE, DEMO})
  void noPodMayDoMoreThanItNeeds(String folder) {
    assertThat(templates(folder))
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
              assertThat(containers(template)).allSatisfy(OverlayTest::isConfined);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {BASE, DEMO})
  void everyContainerIsBoundedAndWatched(String folder) {
    assertThat(templates(folder).flatMap(OverlayTest::containers))
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
    assertThat(templates(folder))
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
    for (var container : templates(folder).flatMap(OverlayTest::containers).toList()) {
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
  void everyImageHasAVersionAndAContainerfile(String folder) throws IOException {
    var recipe = Files.readString(Kustomize.module().resolve(Path.of("containers/Containerfile")));
    assertThat(recipe).contains("STOPSIGNAL SIGTERM", "USER 65532");
    assertThat(templates(folder).flatMap(OverlayTest::containers))
        .allSatisfy(
            c ->
                assertThat(c.getImage())
                    .matches("fairlead/(registry|dns|proxy|demo):\\d+\\.\\d+\\.\\d+"));
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

  private static String variable(Container container, String name) {
    return container.getEnv().stream()
        .filter(v -> v.getName().equals(name))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  private static boolean matches(Map<String, String> selector, PodTemplateSpec template) {
    return !selector.isEmpty()
        && template.getMetadata().getLabels().entrySet().containsAll(selector.entrySet());
  }

  private static Stream<Container> containers(PodTemplateSpec template) {
    return Stream.concat(
        template.getSpec().getInitContainers().stream(),
        template.getSpec().getContainers().stream());
  }

  private static Stream<PodTemplateSpec> templates(String folder) {
    return Stream.concat(
        all(folder, Deployment.class).stream().map(d -> d.getSpec().getTemplate()),
        all(folder, StatefulSet.class).stream().map(s -> s.getSpec().getTemplate()));
  }

  private static <T extends HasMetadata> List<T> all(String folder, Class<T> type) {
    return rendered(folder).stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static <T extends HasMetadata> T named(String folder, Class<T> type, String name) {
    return all(folder, type).stream()
        .filter(o -> o.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new AssertionError(folder + " has no " + type.getSimpleName() + " " + name));
  }
}
