package io.fairlead.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which parts there are, how many of each, and who reaches whom. */
class TopologyTest {
  private final Overlay base = Overlay.of("base");
  private final Overlay demo = Overlay.of("overlays/demo");

  @Test
  void theBaseIsThreeRegistriesAndTwoDnsServers() {
    var registry = base.named(StatefulSet.class, "registry");
    assertThat(registry.getSpec().getReplicas()).isEqualTo(3);
    assertThat(registry.getSpec().getTemplate().getSpec().getAffinity().getPodAntiAffinity())
        .isNotNull();
    assertThat(base.named(Deployment.class, "dns").getSpec().getReplicas()).isEqualTo(2);
    var budget = base.named(PodDisruptionBudget.class, "registry");
    assertThat(budget.getSpec().getMinAvailable().getIntVal()).isEqualTo(2);
  }

  @Test
  void membersFindEachOtherBeforeTheyAreReady() {
    var registry = base.named(StatefulSet.class, "registry");
    var members = base.named(Service.class, registry.getSpec().getServiceName());
    assertThat(members.getSpec().getClusterIP()).isEqualTo("None");
    assertThat(members.getSpec().getPublishNotReadyAddresses()).isTrue();
    var container = registry.getSpec().getTemplate().getSpec().getContainers().get(0);
    assertThat(Overlay.variable(container, "FAIRLEAD_CLUSTER_MEMBERS").split(",", -1))
        .containsExactly(
            "registry-0.registry-members:5701",
            "registry-1.registry-members:5701",
            "registry-2.registry-members:5701");
  }

  @Test
  void onlyMembersReachTheMemberPort() {
    var policy = base.named(NetworkPolicy.class, "registry").getSpec();
    var registry = base.named(StatefulSet.class, "registry").getSpec().getTemplate();
    assertThat(Overlay.matches(policy.getPodSelector().getMatchLabels(), registry)).isTrue();
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
              assertThat(Overlay.matches(peer.getPodSelector().getMatchLabels(), registry))
                  .isTrue();
            });
  }

  @Test
  void dnsAnswersOverUdpAndTcp() {
    assertThat(base.named(Service.class, "dns").getSpec().getPorts())
        .allMatch(p -> p.getPort() == 53)
        .extracting(p -> p.getProtocol())
        .containsExactlyInAnyOrder("UDP", "TCP");
  }

  @Test
  void everyDemoTaskHasANativeSidecar() {
    for (var name : List.of("frontend", "backend")) {
      var pod = demo.named(Deployment.class, name).getSpec().getTemplate().getSpec();
      assertThat(pod.getInitContainers())
          .singleElement()
          .satisfies(
              sidecar -> {
                assertThat(sidecar.getName()).isEqualTo("sidecar");
                assertThat(sidecar.getRestartPolicy()).isEqualTo("Always");
                assertThat(sidecar.getStartupProbe().getHttpGet().getPath()).isEqualTo("/ready");
                assertThat(sidecar.getStartupProbe().getHttpGet().getPort().getIntVal())
                    .isEqualTo(15002);
                assertThat(sidecar.getLifecycle().getPreStop().getExec().getCommand())
                    .containsExactly("sh", "-c", "kill -TERM 1");
              });
      assertThat(pod.getContainers())
          .allMatch(c -> c.getLifecycle().getPreStop().getSleep().getSeconds() >= 5);
    }
  }
}
