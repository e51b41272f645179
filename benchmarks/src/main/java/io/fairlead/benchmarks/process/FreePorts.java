package io.fairlead.benchmarks.process;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports of loopback that nobody listens on now. */
public final class FreePorts {
  private static final int ATTEMPTS = 100;

  private FreePorts() {}

  /** One that was free a moment ago. */
  public static int next() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** One that was free for both UDP and TCP a moment ago. */
  public static int nextForDns() throws IOException {
    var taken = new BindException("no attempt made");
    for (int i = 0; i < ATTEMPTS; i++) {
      int port = next();
      try (var socket = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException e) {
        taken = e;
      }
    }
    throw taken;
  }
}
