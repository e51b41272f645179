package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.node.Node;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sidecar process that starts while no registry answers. */
class LastViewTest {
  @TempDir private Path folder;

  @Test
  void itRoutesByTheLastViewAndIsReady() throws Exception {
    String view = "--view.folder=" + folder;
    try (var upstream = RawUpstream.answering("hello")) {
      try (var before = Mesh.with(view, "--management.port=0")) {
        before.service("backend", upstream.port());
      }
      var flags =
          List.of(
              "--egress.port=0",
              "--management.port=0",
              "--link.registries=127.0.0.1:1",
              "--task.namespace=demo.local",
              view);
      var node = Mesh.get(Node.start(new ProxyProcess(), flags, Map.of()));
      try {
        await()
            .untilAsserted(
                () ->
                    assertThat(RawClient.get(node.managementPort(), "x", "/ready").body())
                        .contains("ready\n")
                        .doesNotContain("missing"));
        String egress = node.context().management().listeners().get("egress");
        int port = Integer.parseInt(egress.substring(egress.lastIndexOf(':') + 1));
        assertThat(RawClient.get(port, "backend:8080", "/").body()).isEqualTo("hello");
        assertThat(RawClient.get(node.managementPort(), "x", "/view").body())
            .contains("\"stale\" : true");
      } finally {
        Mesh.get(node.stop());
      }
    }
  }
}
