package io.fairlead.registry.link;

import static org.awaitility.Awaitility.await;

import io.fairlead.node.link.LinkFrame;
import io.fairlead.registry.Wait;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The other end of a link, frame by frame; keeps what it gets. */
final class LinkClient {
  final List<JsonObject> got = new CopyOnWriteArrayList<>();
  final NetSocket socket;
  volatile boolean closed;

  /** Vert.x closes a client that nobody refers to. */
  private final NetClient client;

  LinkClient(Vertx vertx, int port) {
    client = vertx.createNetClient();
    socket = Wait.of(client.connect(port, "127.0.0.1").map(this::listening));
  }

  /** On the socket's event loop: a server that closes at once must not be faster. */
  private NetSocket listening(NetSocket connected) {
    connected.closeHandler(v -> closed = true);
    return connected.handler(
        LinkFrame.parser(64 << 20, (frame, bytes) -> got.add(frame), reason -> {}));
  }

  /** Says what it is. */
  LinkClient hello(String role) {
    socket.write(LinkFrame.encode(new JsonObject().put("type", "hello").put("role", role)));
    return this;
  }

  void say(String type, String address, String replyAddress, Object body) {
    var frame = new JsonObject().put("type", type);
    if (address != null) {
      frame.put("address", address);
    }
    if (replyAddress != null) {
      frame.put("replyAddress", replyAddress);
    }
    socket.write(LinkFrame.encode(frame.put("body", body)));
  }

  /** Done when the server has read everything that was said before. */
  void settle() {
    long before = count("pong");
    say("ping", null, null, null);
    await().until(() -> count("pong") > before);
  }

  /** How many frames of this type it got. */
  long count(String type) {
    return frames(type).size();
  }

  List<JsonObject> frames(String type) {
    return got.stream().filter(f -> type.equals(f.getString("type"))).toList();
  }

  JsonObject awaitFrame(String type) {
    await().until(() -> count(type) > 0);
    return frames(type).get(0);
  }
}
