package io.fairlead.nameserver.forward;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** A resolver on real sockets that says what a test wants, true or not. */
final class FakeUpstream implements AutoCloseable {
  /** What it says to a query by UDP or TCP; nothing, or more than one message. */
  interface Script {
    List<byte[]> say(Message query, boolean byTcp, InetSocketAddress asker) throws IOException;
  }

  /** What it was asked, in order. */
  final List<Message> asked = new CopyOnWriteArrayList<>();

  /** Where it was asked from, in order. */
  final List<InetSocketAddress> askers = new CopyOnWriteArrayList<>();

  private final DatagramSocket udp;
  private final ServerSocket tcp;
  private final int port;
  private volatile Script script;

  FakeUpstream(Script script) throws IOException {
    this.script = script;
    this.tcp = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.port = tcp.getLocalPort();
    this.udp = new DatagramSocket(tcp.getLocalPort(), InetAddress.getLoopbackAddress());
    start(this::answerDatagrams);
    start(this::answerConnections);
  }

  /** Answers everything with these records, whatever was asked. */
  static FakeUpstream saying(Record... answers) throws IOException {
    return new FakeUpstream((query, byTcp, asker) -> List.of(response(query, answers).toWire()));
  }

  static FakeUpstream silent() throws IOException {
    return new FakeUpstream((query, byTcp, asker) -> List.of());
  }

  /** A NOERROR response with these in its answer section. */
  static Message response(Message query, Record... answers) {
    var response = new Message(query.getHeader().getID());
    response.getHeader().setFlag(Flags.QR);
    response.getHeader().setFlag(Flags.RD);
    response.getHeader().setFlag(Flags.RA);
    response.addRecord(query.getQuestion(), Section.QUESTION);
    for (var answer : answers) {
      response.addRecord(answer, Section.ANSWER);
    }
    return response;
  }

  static FakeUpstream coded(int code) throws IOException {
    return new FakeUpstream(
        (query, byTcp, asker) -> {
          var response = response(query);
          response.getHeader().setRcode(code);
          return List.of(response.toWire());
        });
  }

  void says(Script other) {
    script = other;
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  private static void start(Runnable task) {
    var thread = new Thread(task, "fake-upstream");
    thread.setDaemon(true);
    thread.start();
  }

  private List<byte[]> say(byte[] bytes, boolean byTcp, InetSocketAddress asker)
      throws IOException {
    var query = new Message(bytes);
    asked.add(query);
    askers.add(asker);
    return script.say(query, byTcp, asker);
  }

  private void answerDatagrams() {
    try {
      while (true) {
        var packet = new DatagramPacket(new byte[4096], 4096);
        udp.receive(packet);
        var asker = (InetSocketAddress) packet.getSocketAddress();
        byte[] query = java.util.Arrays.copyOf(packet.getData(), packet.getLength());
        for (byte[] message : say(query, false, asker)) {
          udp.send(new DatagramPacket(message, message.length, asker));
        }
      }
    } catch (IOException closed) {
      // Closed by the test.
    }
  }

  private void answerConnections() {
    while (!tcp.isClosed()) {
      try (var socket = tcp.accept()) {
        var in = new DataInputStream(socket.getInputStream());
        byte[] query = new byte[in.readUnsignedShort()];
        in.readFully(query);
        var out = new DataOutputStream(socket.getOutputStream());
        for (byte[] message :
            say(query, true, (InetSocketAddress) socket.getRemoteSocketAddress())) {
          out.writeShort(message.length);
          out.write(message);
        }
        out.flush();
        in.read();
      } catch (IOException e) {
        // Closed by the test, or by the asker.
      }
    }
  }

  @Override
  public void close() {
    udp.close();
    try {
      tcp.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
