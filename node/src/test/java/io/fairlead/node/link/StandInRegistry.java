package io.fairlead.node.link;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The registry's end of the framing on a real socket, answering as a test says. */
final class StandInRegistry {
  private final NetServer server;
  final Set<NetSocket> sockets = ConcurrentHashMap.newKeySet();
  final Set<String> registered = ConcurrentHashMap.newKeySet();
  final List<String> roles = new CopyOnWriteArrayList<>();
  final AtomicInteger accepted = new AtomicInteger();
  volatile boolean answersPings = true;
  volatile Consumer<NetSocket> onHello = socket -> {};
  volatile BiConsumer<NetSocket, JsonObject> onSend = (socket, frame) -> {};

  StandInRegistry(Vertx vertx) {
    this(vertx, 0);
  }

  StandInRegistry(Vertx vertx, int port) {
    server = vertx.createNetServer().connectHandler(this::accept);
    server.listen(port, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
  }

  String address() {
    return "127.0.0.1:" + server.actualPort();
  }

  int port() {
    return server.actualPort();
  }

  void publish(String address, JsonObject body) {
    var frame = new JsonObject().put("type", "message").put("address", address).put("body", body);
    sockets.forEach(s -> s.write(LinkFrame.encode(frame)));
  }

  /** Dies as a killed process does. */
  void die() {
    server.close().toCompletionStage().toCompletableFuture().join();
    sockets.forEach(NetSocket::close);
  }

  private void accept(NetSocket socket) {
    accepted.incrementAndGet();
    sockets.add(socket);
    socket.closeHandler(v -> sockets.remove(socket));
    Handler<io.vertx.core.buffer.Buffer> parser =
        LinkFrame.parser(
            1 << 20, (frame, bytes) -> answer(socket, frame), reason -> socket.close());
    socket.handler(parser);
  }

  private void answer(NetSocket socket, JsonObject frame) {
    switch (frame.getString("type")) {
      case "ping" -> {
        if (answersPings) {
          socket.write(LinkFrame.encode(new JsonObject().put("type", "pong")));
        }
      }
      case "hello" -> {
        roles.add(frame.getString("role"));
        onHello.accept(socket);
      }
      case "register" -> registered.add(frame.getString("address"));
      case "send" -> onSend.accept(socket, frame);
      default -> throw new IllegalStateException("unexpected frame " + frame);
    }
  }

  /** The answer to a request, as the bridge frames it. */
  static void reply(NetSocket socket, JsonObject request, JsonObject body) {
    var frame =
        new JsonObject()
            .put("type", "message")
            .put("address", request.getString("replyAddress"))
            .put("body", body);
    socket.write(LinkFrame.encode(frame));
  }

  /** The refusal of a request, as the bridge frames it. */
  static void refuse(NetSocket socket, JsonObject request, String type, int code, String message) {
    var frame =
        new JsonObject()
            .put("type", "err")
            .put("address", request.getString("replyAddress"))
            .put("failureType", type)
            .put("failureCode", code)
            .put("message", message);
    socket.write(LinkFrame.encode(frame));
  }
}
