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

/**
 * Every rule of RFC 7540 and RFC 7541 that h2spec knows, on every listener of HTTP. The application
 * answers when it has the whole request: many cases break a rule within a request that has not
 * ended, and expect that nobody has answered it yet.
 */
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
        var backend = answeringWholeRequests()) {
      mesh.service("localhost", backend.port());

      assertKeepsEveryRule("localhost", mesh.port());

      assertThat(backend.heads).isNotEmpty();
    }
  }

  @Test
  void anIngressListenerKeepsEveryRule() throws Exception {
    try (var application = answeringWholeRequests();
        var mesh = Mesh.with(offering(application.port(), "http"))) {
      assertKeepsEveryRule("127.0.0.1", mesh.sidecar.ingressPorts().get("backend"));
    }
  }

  @Test
  void anIngressListenerBeforeAnApplicationOfHttp2KeepsEveryRule() throws Exception {
    try (var application = H2Server.answering("hello");
        var mesh = Mesh.with(offering(application.port(), "http2"))) {
      assertKeepsEveryRule("127.0.0.1", mesh.sidecar.ingressPorts().get("backend"));
    }
  }

  private void assertKeepsEveryRule(String host, int port)
      throws IOException, InterruptedException {
    String output = H2Spec.into(folder).run(host, port);

    assertThat(failuresOf(output)).isEmpty();
    assertThat(output).contains("146 tests, 146 passed, 0 skipped, 0 failed");
    assertThat(RawClient.get(port, host, "/").status()).isEqualTo(200);
  }

  private static RawUpstream answeringWholeRequests() throws IOException {
    return new RawUpstream(
        c -> {
          for (String head = c.readHead(); head != null; head = c.readHead()) {
            c.readBody(head);
            c.write(RawUpstream.ok("hello"));
          }
        });
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
