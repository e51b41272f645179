package io.fairlead.dns.abuse;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.fairlead.dns.RunningDns;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;

/** Messages byte by byte, and sockets to send them with. */
final class Messages {
  static final int A = 1;
  static final int NOERROR = 0;
  static final int SERVFAIL = 2;
  static final int REFUSED = 5;
  static final int HEADER_BYTES = 12;
  private static final int TRUNCATED = 0x02;
  private static final int TIMEOUT_MILLIS = 5000;

  private Messages() {}

  /** A query without EDNS; the id's low byte is told. */
  static byte[] query(int id, String name, int type) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0, (byte) id, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0});
    for (String label : name.split("\\.", -1)) {
      out.write(label.length());
      out.writeBytes(label.getBytes(US_ASCII));
    }
    out.writeBytes(new byte[] {0, (byte) (type >> 8), (byte) type, 0, 1});
    return out.toByteArray();
  }

  /** With an OPT record as its only additional one; options as they are on the wire. */
  static byte[] withOpt(byte[] query, int udpBytes, int version, int flags, byte... options) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(query);
    out.writeBytes(new byte[] {0, 0, 41, (byte) (udpBytes >> 8), (byte) udpBytes, 0});
    out.writeBytes(new byte[] {(byte) version, (byte) (flags >> 8), (byte) flags});
    out.writeBytes(new byte[] {(byte) (options.length >> 8), (byte) options.length});
    out.writeBytes(options);
    byte[] message = out.toByteArray();
    message[11]++;
    return message;
  }

  static byte[] framed(byte[] message) {
    byte[] framed = new byte[message.length + 2];
    framed[0] = (byte) (message.length >> 8);
    framed[1] = (byte) message.length;
    System.arraycopy(message, 0, framed, 2, message.length);
    return framed;
  }

  static int rcode(byte[] response) {
    return response[3] & 0xf;
  }

  static int answers(byte[] response) {
    return (response[6] & 0xff) << 8 | (response[7] & 0xff);
  }

  static boolean isTruncated(byte[] response) {
    return (response[2] & TRUNCATED) != 0;
  }

  static int id(byte[] message) {
    return (message[0] & 0xff) << 8 | (message[1] & 0xff);
  }

  static DatagramPacket to(RunningDns dns, byte[] message) {
    return new DatagramPacket(message, message.length, new InetSocketAddress(dns.host, dns.port));
  }

  static byte[] receive(DatagramSocket socket) throws IOException {
    var packet = new DatagramPacket(new byte[4096], 4096);
    socket.receive(packet);
    return Arrays.copyOf(packet.getData(), packet.getLength());
  }

  static Socket connect(RunningDns dns) {
    try {
      var socket = new Socket(dns.host, dns.port);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.setTcpNoDelay(true);
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] read(Socket socket) throws IOException {
    var in = new DataInputStream(socket.getInputStream());
    byte[] message = new byte[in.readUnsignedShort()];
    in.readFully(message);
    return message;
  }

  /** Whether the other end has closed, with or without a reset; waits for it. */
  static boolean isClosed(Socket socket) {
    try {
      return socket.getInputStream().read() == -1;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
