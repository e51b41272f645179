package io.fairlead.nameserver.server;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Finds out whether a port can be had before it is opened: sockets that are shared by event loops
 * would not notice that somebody else of the same user has it.
 */
final class FreePort {
  /** A port that is free for TCP may be taken for UDP; the next one will not be so often. */
  private static final int ATTEMPTS = 10;

  private FreePort() {}

  /**
   * Looks whether nobody has a port.
   *
   * @param port 0 picks one that is free for both
   * @return the port
   * @throws IOException when somebody has it, or the address is none of this machine's
   */
  static int of(InetAddress address, int port) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try (var tcp = new ServerSocket(port, 1, address);
          var udp = new DatagramSocket(new InetSocketAddress(address, tcp.getLocalPort()))) {
        return udp.getLocalPort();
      } catch (IOException e) {
        if (port != 0 || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }
}
