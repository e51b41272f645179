package io.fairlead.proxy;

import static io.fairlead.proxy.RawUpstream.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is refused by a rate limit, and where, over sockets. */
class RateLimitsTest {
  /** A bucket that is never filled again within a test. */
  private static final String THREE = "{'rateLimit': {'requestsPerSecond': 1, 'burst': 3}}";

  private static List<Integer> statuses(Stage stage, int times, String... lines)
      throws IOException {
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      statuses.add(stage.answerTo(head(lines)).status());
    }
    return statuses;
  }

  @Test
  void theCallersSidecarProtectsAnInstanceWithoutOne() throws IOException {
    try (var stage = Stage.inDemo()) {
      var backend = stage.answering("ok");
      stage.backends(backend);
      stage.mesh.policy("backend", Policies.of(THREE));

      var statuses = statuses(stage, 8, "GET / HTTP/1.1", "Host: backend");

      assertThat(statuses.subList(0, 3)).containsOnly(200);
      // A second may pass meanwhile, in which one more comes in.
      assertThat(statuses.stream().filter(s -> s == 429).count()).isGreaterThanOrEqualTo(3);
      assertThat((long) backend.heads.size())
          .as("a refusal is not tried again")
          .isEqualTo(statuses.stream().filter(s -> s == 200).count());
      assertThat(stage.mesh.count("mesh_proxy_failures_total", "failure", "RateLimited"))
          .isPositive();
      assertThat(stage.mesh.count("mesh_proxy_retries_total")).isZero();
    }
  }

  @Test
  void aRefusalSaysWhyAndWhenToComeAgain() throws IOException {
    try (var stage = Stage.inDemo()) {
      stage.backends(stage.answering("ok"));
      stage.mesh.policy(
          "backend", Policies.of("{'rateLimit': {'requestsPerSecond': 1, 'burst': 1}}"));
      assertThat(stage.get().status()).isEqualTo(200);

      var refused = await().until(stage::get, answer -> answer.status() == 429);

      assertThat(refused.header("retry-after")).isEqualTo("1");
      assertThat(refused.header("x-fairlead-failure")).isEqualTo("RateLimited");
      assertThat(refused.body())
          .isEqualTo(
              "RateLimited: service backend.demo.local: it takes 1 requests a second (expected:"
                  + " fewer); look at the service's trafficPolicy, fairlead policy get shows it\n");
    }
  }

  @Test
  void theCallersSidecarLeavesProtectedInstancesToTheirs() throws IOException {
    try (var stage = Stage.inDemo()) {
      stage.backendsBehindSidecars(stage.answering("ok"));
      stage.mesh.policy("backend", Policies.of(THREE));

      assertThat(statuses(stage, 8, "GET / HTTP/1.1", "Host: backend")).containsOnly(200);
    }
  }

  @Test
  void theInstancesOwnSidecarEnforcesTheLimit() throws IOException {
    try (var app = RawUpstream.answering("ok");
        var stage =
            Stage.with(
                "--task.namespace=demo.local",
                "--task.id=task-1",
                "--limits.eventLoops=2",
                "--services=[{\"portName\":\"backend\",\"containerPort\":" + app.port() + "}]")) {
      int ingress = stage.mesh.sidecar.ingressPorts().get("backend");
      stage.mesh.registry.serviceBehindSidecars("backend", ingress);
      stage.mesh.awaitPorts("backend", ingress);
      stage.mesh.policy("backend", Policies.of(THREE));

      await()
          .untilAsserted(
              () ->
                  assertThat(RawClient.get(ingress, "backend", "/").header("x-fairlead-failure"))
                      .isEqualTo("RateLimited"));
      assertThat(app.heads.size()).isGreaterThanOrEqualTo(3);
      var through = statuses(stage, 5, "GET / HTTP/1.1", "Host: backend");
      assertThat(through).as("a caller is told the same").contains(429);
      assertThat(stage.mesh.count("mesh_proxy_ejections_total")).isZero();
    }
  }

  @Test
  void instancesShareALimitOfTheClusterAndFollowTheirNumber() throws IOException {
    try (var app = RawUpstream.answering("ok");
        var others = RawUpstream.answering("ok");
        var stage =
            Stage.with(
                "--task.namespace=demo.local",
                "--task.id=task-1",
                "--limits.eventLoops=2",
                "--services=[{\"portName\":\"backend\",\"containerPort\":" + app.port() + "}]")) {
      int ingress = stage.mesh.sidecar.ingressPorts().get("backend");
      stage.mesh.registry.serviceBehindSidecars("backend", ingress, others.port());
      stage.mesh.awaitPorts("backend", ingress, others.port());
      stage.mesh.policy(
          "backend",
          Policies.of("{'rateLimit': {'requestsPerSecond': 1, 'burst': 3, 'scope': 'cluster'}}"));

      await()
          .untilAsserted(
              () ->
                  assertThat(RawClient.get(ingress, "backend", "/").body())
                      .contains("1 requests a second, of which this instance takes one part of 2"));

      stage.mesh.registry.serviceBehindSidecars("backend", ingress);
      stage.mesh.awaitPorts("backend", ingress);
      await()
          .untilAsserted(
              () ->
                  assertThat(RawClient.get(ingress, "backend", "/").body())
                      .contains("1 requests a second (expected"));
    }
  }

  @Test
  void aRuleLimitsItsOwnRequestsOnly() throws IOException {
    try (var stage = Stage.inDemo()) {
      stage.backends(stage.answering("ok"));
      stage.mesh.policy(
          "backend",
          Policies.of(
              """
              {'routes': [{'name': 'costly', 'match': {'path': {'exact': '/costly'}},
                'rateLimit': {'requestsPerSecond': 1, 'burst': 1}}]}
              """));

      assertThat(statuses(stage, 4, "GET /costly HTTP/1.1", "Host: backend")).contains(200, 429);
      assertThat(statuses(stage, 4, "GET /cheap HTTP/1.1", "Host: backend")).containsOnly(200);
      stage.mesh.policy(
          "backend",
          Policies.of(
              """
              {'routes': [{'name': 'other', 'match': {'path': {'exact': '/other'}}},
                {'name': 'costly', 'match': {'path': {'exact': '/costly'}},
                'rateLimit': {'requestsPerSecond': 1, 'burst': 1}}]}
              """));
      assertThat(statuses(stage, 2, "GET /costly HTTP/1.1", "Host: backend"))
          .as("another rule does not fill its bucket")
          .contains(429);
    }
  }
}
