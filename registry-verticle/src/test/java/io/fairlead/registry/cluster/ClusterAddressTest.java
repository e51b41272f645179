package io.fairlead.registry.cluster;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.node.StartFailure;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterAddressTest {
  private static ClusterSettings at(String host, int port) {
    return new ClusterSettings(host, port, List.of(), "", "test", Duration.ofSeconds(10), 0);
  }

  @Test
  void aPortInUseIsToldInOneLine() throws Exception {
    try (var held = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> ClusterAddress.require(at("127.0.0.1", held.getLocalPort())))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("already in use")
          .hasMessageContaining("cluster.port");
    }
  }

  @Test
  void anAddressOfAnotherMachineIsToldInOneLine() {
    // Of a block for documentation (RFC 5737), which is nobody's.
    assertThatThrownBy(() -> ClusterAddress.require(at("192.0.2.1", 5701)))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("192.0.2.1");
  }

  @Test
  void anAddressThatCanBeHadIsLetGoOf() throws Exception {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    var settings = at("127.0.0.1", port);
    assertThatCode(() -> ClusterAddress.require(settings)).doesNotThrowAnyException();
    assertThatCode(() -> ClusterAddress.require(settings)).doesNotThrowAnyException();
  }
}
