package io.fairlead.benchmarks.dns;

import io.fairlead.benchmarks.process.ServerFailure;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/** Asks a DNS server on 127.0.0.1 for A records, one question after the other from one socket. */
public final class AddressAsker implements AutoCloseable {
  private static final int WAIT_MILLIS = 500;
  private static final int RESPONSE_BYTES_MAX = 512;

  private final DatagramSocket socket;
  private final DatagramPacket received =
      new DatagramPacket(new byte[RESPONSE_BYTES_MAX], RESPONSE_BYTES_MAX);
  private final int port;
  private int asked;

  /** Asks the server at a port. */
  public AddressAsker(int port) throws IOException {
    this.port = port;
    socket = new DatagramSocket();
    socket.connect(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(WAIT_MILLIS);
  }

  /**
   * The addresses of a name; nothing when half a second has brought no response. Fails with a
   * {@link ServerFailure} for an error, and when no server is there.
   */
  public Optional<Set<String>> ask(String name) throws IOException {
    asked++;
    byte[] message = Question.encode(asked, name);
    try {
      socket.send(new DatagramPacket(message, message.length));
      while (true) {
        received.setLength(RESPONSE_BYTES_MAX);
        socket.receive(received);
        var response =
            AddressResponse.decode(ByteBuffer.wrap(received.getData(), 0, received.getLength()));
        // What comes late answers an earlier question.
        if (response.id() == (asked & 0xFFFF)) {
          return Optional.of(response.addresses());
        }
      }
    } catch (SocketTimeoutException e) {
      return Optional.empty();
    } catch (PortUnreachableException e) {
      throw new ServerFailure("no DNS server is at port %d; its log may tell why".formatted(port));
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
