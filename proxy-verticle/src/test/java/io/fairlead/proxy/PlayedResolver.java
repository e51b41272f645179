package io.fairlead.proxy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** The host's resolver so far: has an address for every name with a dot, and denies all others. */
final class PlayedResolver implements AutoCloseable {
  static final String ADDRESS = "192.0.2.7";

  private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());

  /** The names it was asked for, in order. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  PlayedResolver() throws IOException {
    var thread = new Thread(this::answerAll, "played resolver");
    thread.setDaemon(true);
    thread.start();
  }

  String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  private void answerAll() {
    byte[] buffer = new byte[4096];
    while (!socket.isClosed()) {
      try {
        var packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        byte[] response =
            response(new Message(java.util.Arrays.copyOf(buffer, packet.getLength())));
        socket.send(new DatagramPacket(response, response.length, packet.getSocketAddress()));
      } catch (IOException e) {
        if (!socket.isClosed()) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  private byte[] response(Message query) throws IOException {
    var name = query.getQuestion().getName();
    asked.add(name.toString());
    var response = new Message(query.getHeader().getID());
    response.getHeader().setFlag(Flags.QR);
    response.getHeader().setFlag(Flags.RA);
    response.addRecord(query.getQuestion(), Section.QUESTION);
    if (name.labels() == 2) {
      response.getHeader().setRcode(Rcode.NXDOMAIN);
    } else if (query.getQuestion().getType() == Type.A) {
      var address = InetAddress.getByName(ADDRESS);
      response.addRecord(new ARecord(name, DClass.IN, 60, address), Section.ANSWER);
    }
    return response.toWire();
  }

  @Override
  public void close() {
    socket.close();
  }
}
