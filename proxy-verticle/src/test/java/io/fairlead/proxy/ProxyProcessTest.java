package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.node.Node;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProxyProcessTest {
  @Test
  void itServesBeforeAnyRegistryAnswersAndSaysWhatItLacks() throws IOException {
    var flags =
        List.of(
            "--egress.port=0",
            "--management.port=0",
            "--link.registries=127.0.0.1:1",
            "--view.folder=");
    var node = Mesh.get(Node.start(new ProxyProcess(), flags, Map.of()));

    var ready = RawClient.get(node.managementPort(), "x", "/ready");
    assertThat(ready.status()).isEqualTo(503);
    assertThat(ready.body()).contains("link", "proxy-view").doesNotContain("proxy-listeners");
    var about = RawClient.get(node.managementPort(), "x", "/");
    assertThat(about.body()).contains("\"egress\"", "/routes");
    assertThat(RawClient.get(node.managementPort(), "x", "/metrics").body())
        .contains("mesh_proxy_upstream_connections");

    Mesh.get(node.stop());
  }

  @Test
  void aDrainIsGivenTimeForAllItsSteps() {
    assertThat(new ProxyProcess().drainTimeout(ProxySettings.of()).toSeconds())
        .as("2 to deregister, 1 to propagate, 30 of grace, 2 besides")
        .isEqualTo(35);
  }
}
