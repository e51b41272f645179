package io.fairlead.proxy;

import static org.awaitility.Awaitility.await;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.catalog.ClientAlias;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** A service of TCP beside a sidecar of its own, called through a caller's sidecar by its alias. */
final class TwoSidecars implements AutoCloseable {
  /** The name of the service, and of its alias. */
  private static final String NAME = "db";

  private final Mesh serving;
  private final Mesh calling;
  private final int port;

  /**
   * @param serverPort where the server listens on 127.0.0.1
   */
  TwoSidecars(int serverPort) throws IOException {
    port = free();
    serving =
        Mesh.onNativeTransport(
            true,
            "--task.namespace=demo.local",
            "--task.id=task-1",
            "--services=[{\"portName\":\"db\",\"containerPort\":"
                + serverPort
                + ",\"appProtocol\":\"tcp\"}]");
    calling =
        Mesh.onNativeTransport(
            true,
            "--task.namespace=demo.local",
            "--egress.virtualAddresses=true",
            "--egress.virtualRange=127."
                + ThreadLocalRandom.current().nextInt(1, 128)
                + ".78.0/24");
    int ingress = serving.sidecar.ingressPorts().get(NAME);
    calling.registry.serviceOf(AppProtocol.TCP, NAME, new ClientAlias(port, NAME), null, ingress);
    calling.awaitPorts(NAME, ingress);
    await().until(() -> calling.virtualNames().addressOf(NAME).isPresent());
  }

  static int free() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The alias's address. */
  String address() {
    return calling.virtualNames().addressOf(NAME).orElseThrow().getHostAddress();
  }

  /** The alias's port. */
  String port() {
    return Integer.toString(port);
  }

  /** How many connections of the service have ended at the caller's sidecar. */
  double ended() {
    return calling.count("mesh_proxy_requests_total", "service", "db.demo.local", "code", "2xx");
  }

  @Override
  public void close() {
    calling.close();
    serving.close();
  }
}
