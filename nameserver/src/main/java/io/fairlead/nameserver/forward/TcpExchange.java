package io.fairlead.nameserver.forward;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;

/**
 * A question by TCP, on a connection of its own: messages with two bytes of length before them (RFC
 * 1035 §4.2.2). One event loop; how long it may take is the owner's business.
 */
final class TcpExchange {
  private static final int LENGTH_BYTES = 2;

  private final byte[] query;
  private final int responseBytesMax;
  private final UpstreamExchange owner;
  private NetSocket socket;
  private Buffer rest = Buffer.buffer();
  private boolean closed;

  /**
   * @param responseBytesMax a longer message ends the exchange
   * @param owner gets every message, and is told when there will be none
   */
  TcpExchange(byte[] query, int responseBytesMax, UpstreamExchange owner) {
    this.query = query;
    this.responseBytesMax = responseBytesMax;
    this.owner = owner;
  }

  /** Called in the Vert.x context of the event loop. */
  void start(NetClient client, InetSocketAddress address) {
    client
        .connect(SocketAddress.inetSocketAddress(address))
        .onComplete(
            opened -> {
              if (opened.succeeded()) {
                connected(opened.result());
              } else {
                fail();
              }
            });
  }

  private void connected(NetSocket opened) {
    socket = opened;
    if (closed) {
      socket.close();
      return;
    }
    socket.closeHandler(gone -> fail());
    socket.exceptionHandler(failure -> fail());
    socket.handler(this::received);
    socket.write(
        Buffer.buffer(LENGTH_BYTES + query.length)
            .appendUnsignedShort(query.length)
            .appendBytes(query));
  }

  private void received(Buffer buffer) {
    rest.appendBuffer(buffer);
    int at = 0;
    while (!closed && rest.length() - at >= LENGTH_BYTES) {
      int length = rest.getUnsignedShort(at);
      if (length > responseBytesMax) {
        fail();
        return;
      }
      int end = at + LENGTH_BYTES + length;
      if (end > rest.length()) {
        break;
      }
      owner.receivedByTcp(rest.getBytes(at + LENGTH_BYTES, end));
      at = end;
    }
    rest = rest.getBuffer(at, rest.length());
  }

  private void fail() {
    if (!closed) {
      owner.tcpFailed();
    }
  }

  void close() {
    closed = true;
    if (socket != null) {
      socket.close();
    }
  }
}
