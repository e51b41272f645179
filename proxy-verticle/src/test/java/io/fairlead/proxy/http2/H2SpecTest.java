package io.fairlead.proxy.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fairlead.proxy.Mesh;
import io.fairlead.proxy.RawClient;
import io.fairlead.proxy.RawUpstream;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every rule of RFC 7540 and RFC 7541 that h2spec knows, on every listener of HTTP. */
class H2SpecTest {
  @TempDir Path folder;

  @BeforeEach
  void itRunsHere() {
    assumeTrue(H2Spec.runsHere(), "skipped: h2spec is a program for Linux on amd64");
  }

  private static String failuresOf(String output) {
    int failures = output.indexOf("Failures:");
    return failures < 0 ? "" : output.substring(failures);
  }

  @Test
  void theEgressListenerKeepsEveryRule() throws Exception {
    try (var mesh = Mesh.with("--task.namespace=demo.local");
        var backend = RawUpstream.answering("hello")) {
      mesh.service("backend", backend.port());

      String output = H2Spec.into(folder).run(mesh.port());

      assertThat(failuresOf(output)).as(output).isEmpty();
      assertThat(output).contains("146 tests, 146 passed, 0 skipped, 0 failed");
      assertThat(mesh.get("backend", "/").status()).isEqualTo(200);
    }
  }

  @Test
  void anIngressListenerKeepsEveryRule() throws Exception {
    try (var application = RawUpstream.answering("hello");
        var mesh = Mesh.with(offering(application.port(), "http"))) {
      assertIngressKeepsEveryRule(mesh);
    }
  }

  @Test
  void anIngressListenerBeforeAnApplicationOfHttp2KeepsEveryRule() throws Exception {
    try (var application = H2Server.answering("hello");
        var mesh = Mesh.with(offering(application.port(), "http2"))) {
      assertIngressKeepsEveryRule(mesh);
    }
  }

  private void assertIngressKeepsEveryRule(Mesh mesh) throws IOException, InterruptedException {
    int port = mesh.sidecar.ingressPorts().get("backend");

    String output = H2Spec.into(folder).run(port);

    assertThat(failuresOf(output)).as(output).isEmpty();
    assertThat(output).contains("146 tests, 146 passed, 0 skipped, 0 failed");
    assertThat(RawClient.get(port, "backend", "/").status()).isEqualTo(200);
  }

  private static String[] offering(int port, String protocol) {
    return new String[] {
      "--task.namespace=demo.local",
      "--task.id=task-1",
      "--services=[{\"portName\":\"http\",\"discoveryName\":\"backend\",\"containerPort\":"
          + port
          + ",\"appProtocol\":\""
          + protocol
          + "\"}]"
    };
  }
}
