package io.fairlead.nameserver.server;

import io.netty.util.NetUtil;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * One TCP connection: messages with two bytes of length before them (RFC 1035 §4.2.2), any number
 * of them, answered as soon as each can be (RFC 7766 §6.2.1.1). An asker that does not read its
 * answers is not read from, and not waited for either.
 */
final class TcpConversation implements Handler<Buffer> {
  private static final int LENGTH_BYTES = 2;
  private static final long NOT_WAITING = Long.MAX_VALUE;

  private final NetSocket socket;
  private final InetSocketAddress asker;
  private final Responder responder;
  private final int queryBytesMax;
  private final ServerMetrics metrics;
  private Buffer rest = Buffer.buffer();
  private boolean partial;
  private boolean unread;
  private long waitingSince = NOT_WAITING;

  TcpConversation(NetSocket socket, Responder responder, int queryBytesMax, ServerMetrics metrics) {
    this.socket = socket;
    this.asker = address(socket);
    this.responder = responder;
    this.queryBytesMax = queryBytesMax;
    this.metrics = metrics;
  }

  private static InetSocketAddress address(NetSocket socket) {
    var remote = socket.remoteAddress();
    InetAddress host = NetUtil.createInetAddressFromIpAddressString(remote.hostAddress());
    return new InetSocketAddress(host, remote.port());
  }

  @Override
  public void handle(Buffer received) {
    var bytes = rest.length() == 0 ? received : rest.appendBuffer(received);
    var responses = Buffer.buffer();
    int at = 0;
    while (bytes.length() - at >= LENGTH_BYTES) {
      int length = bytes.getUnsignedShort(at);
      if (length > queryBytesMax) {
        cut();
        return;
      }
      if (bytes.length() - at - LENGTH_BYTES < length) {
        break;
      }
      var message = bytes.getBytes(at + LENGTH_BYTES, at + LENGTH_BYTES + length);
      at += LENGTH_BYTES + length;
      int answered = responder.answerStream(message, length, asker, from -> this::sendLater);
      if (answered == Responder.NOTHING) {
        // Not DNS: nothing that follows can be trusted to be cut rightly.
        socket.close();
        return;
      }
      if (answered != Responder.LATER) {
        responses.appendUnsignedShort(answered).appendBytes(responder.response(), 0, answered);
      }
    }
    rest = bytes.getBuffer(at, bytes.length());
    boolean begun = partial && at == 0;
    partial = rest.length() > 0;
    if (!begun) {
      wait(partial || unread);
    }
    send(responses);
  }

  /** Closes the connection when its asker has kept this server waiting since before then. */
  void cutWhenWaitingSince(long nanos) {
    if (waitingSince != NOT_WAITING && waitingSince - nanos < 0) {
      cut();
    }
  }

  private void cut() {
    metrics.connectionCut();
    socket.close();
  }

  private void sendLater(byte[] response) {
    send(
        Buffer.buffer(response.length + LENGTH_BYTES)
            .appendUnsignedShort(response.length)
            .appendBytes(response));
  }

  private void send(Buffer responses) {
    if (responses.length() == 0) {
      return;
    }
    socket.write(responses);
    if (socket.writeQueueFull() && !unread) {
      unread = true;
      wait(true);
      socket.pause();
      socket.drainHandler(drained -> read());
    }
  }

  private void read() {
    unread = false;
    wait(partial);
    socket.resume();
  }

  private void wait(boolean waiting) {
    waitingSince = waiting ? System.nanoTime() : NOT_WAITING;
  }
}
