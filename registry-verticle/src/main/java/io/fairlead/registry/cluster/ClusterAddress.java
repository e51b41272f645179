package io.fairlead.registry.cluster;

import io.fairlead.node.BindFailure;
import io.fairlead.node.StartFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Tries a member's address, since Hazelcast tells of one that it cannot have in many lines. */
public final class ClusterAddress {
  private ClusterAddress() {}

  /**
   * Binds the address and lets go of it. Blocks, but for no time worth the name.
   *
   * @throws StartFailure when it cannot be had
   * @throws IOException when it cannot be had for a reason that the user cannot mend
   */
  public static void require(ClusterSettings settings) throws IOException {
    var address = new InetSocketAddress(settings.host(), settings.port());
    if (address.isUnresolved()) {
      throw new StartFailure(
          "cluster.host = " + settings.host() + " (expected: an address of this machine)");
    }
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(address);
    } catch (IOException e) {
      var explained =
          BindFailure.explain("cluster", "cluster.port", settings.host(), settings.port(), e);
      if (explained instanceof RuntimeException told) {
        throw told;
      }
      throw e;
    }
  }
}
