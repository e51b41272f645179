package io.fairlead.dns.server;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

/**
 * One TCP connection: messages with two bytes of length before them (RFC 1035 §4.2.2), any number
 * of them, answered in order (RFC 7766 §6.2.1). An asker that does not read its answers is not read
 * from.
 */
final class TcpConversation implements Handler<Buffer> {
  private static final int LENGTH_BYTES = 2;

  private final NetSocket socket;
  private final QueryHandler queries;
  private Buffer rest = Buffer.buffer();

  TcpConversation(NetSocket socket, QueryHandler queries) {
    this.socket = socket;
    this.queries = queries;
  }

  @Override
  public void handle(Buffer received) {
    var bytes = rest.length() == 0 ? received : rest.appendBuffer(received);
    var responses = Buffer.buffer();
    int at = 0;
    while (bytes.length() - at >= LENGTH_BYTES) {
      int length = bytes.getUnsignedShort(at);
      if (bytes.length() - at - LENGTH_BYTES < length) {
        break;
      }
      var message = bytes.getBytes(at + LENGTH_BYTES, at + LENGTH_BYTES + length);
      at += LENGTH_BYTES + length;
      var response = queries.answerStream(message);
      if (response.isEmpty()) {
        // Not DNS: nothing that follows can be trusted to be cut rightly.
        socket.close();
        return;
      }
      responses.appendUnsignedShort(response.get().length).appendBytes(response.get());
    }
    rest = bytes.getBuffer(at, bytes.length());
    send(responses);
  }

  private void send(Buffer responses) {
    if (responses.length() > 0) {
      socket.write(responses);
      if (socket.writeQueueFull()) {
        socket.pause();
        socket.drainHandler(drained -> socket.resume());
      }
    }
  }
}
