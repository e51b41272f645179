package io.fairlead.dns;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes datagrams to a server that may not be known yet, and its responses back; counts them. */
final class Relay implements AutoCloseable {
  private final DatagramSocket front = new DatagramSocket(0, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger packets;
  private volatile int target;

  /**
   * @param packets counts those that are passed on
   */
  Relay(AtomicInteger packets) throws IOException {
    this.packets = packets;
    threads.execute(this::pass);
  }

  int port() {
    return front.getLocalPort();
  }

  void to(int port) {
    target = port;
  }

  private void pass() {
    try {
      while (true) {
        var packet = new DatagramPacket(new byte[2048], 2048);
        front.receive(packet);
        packets.incrementAndGet();
        threads.execute(() -> exchange(packet));
      }
    } catch (IOException closed) {
      // Closed by the test.
    }
  }

  private void exchange(DatagramPacket query) {
    try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      socket.setSoTimeout(5000);
      byte[] bytes = Arrays.copyOf(query.getData(), query.getLength());
      socket.send(
          new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), target));
      var response = new DatagramPacket(new byte[2048], 2048);
      socket.receive(response);
      response.setSocketAddress(query.getSocketAddress());
      front.send(response);
    } catch (IOException noResponse) {
      // Then there is none to pass back.
    }
  }

  @Override
  public void close() {
    front.close();
    threads.shutdownNow();
  }
}
