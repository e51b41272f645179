package io.fairlead.benchmarks.dns;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** One question by UDP, to see whether a server is there and holds the names. */
final class Question {
  private static final int WAIT_MILLIS = 500;
  private static final int RESPONSE_BYTES_MAX = 512;
  private static final int RESPONSE_CODE = 0xF;
  private static final int ID = 0x1234;
  // RFC 1035, 4.1.1: after the id flags (recursion not desired), one question, nothing else.
  private static final byte[] AFTER_ID = {0, 0, 0, 1, 0, 0, 0, 0, 0, 0};
  private static final int HEADER_BYTES = 12;
  private static final byte[] A_IN = {0, 1, 0, 1};

  private Question() {}

  /**
   * How many records answer the A question for a name; fails with an {@link IOException} when
   * nothing answers in half a second.
   *
   * @return 0 also for an error
   */
  static int answers(int port, String name) throws IOException {
    try (var socket = new DatagramSocket()) {
      socket.connect(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(WAIT_MILLIS);
      byte[] message = encode(ID, name);
      socket.send(new DatagramPacket(message, message.length));
      var response = new DatagramPacket(new byte[RESPONSE_BYTES_MAX], RESPONSE_BYTES_MAX);
      socket.receive(response);
      return answers(ByteBuffer.wrap(response.getData(), 0, response.getLength()));
    }
  }

  /** The answer count (RFC 1035, 4.1.1) of a response without an error. */
  static int answers(ByteBuffer response) {
    boolean good =
        response.limit() >= HEADER_BYTES
            && response.getShort(0) == ID
            && (response.get(3) & RESPONSE_CODE) == 0;
    return good ? response.getShort(6) : 0;
  }

  /**
   * The A question for a name as a message.
   *
   * @param id its lowest 16 bits come back with the response
   */
  static byte[] encode(int id, String name) {
    var message = new ByteArrayOutputStream();
    message.write(id >> Byte.SIZE);
    message.write(id);
    message.writeBytes(AFTER_ID);
    for (String label : name.split("\\.", -1)) {
      message.write(label.length());
      message.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
    }
    message.write(0);
    message.writeBytes(A_IN);
    return message.toByteArray();
  }
}
