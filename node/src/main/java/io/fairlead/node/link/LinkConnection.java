package io.fairlead.node.link;

import io.fairlead.catalog.bus.BusAddress;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetSocket;
import java.util.function.Consumer;

/**
 * One connection to one registry node: subscribes to the events, pings, and closes itself when the
 * other end is silent, talks nonsense or does not read. On the link's event loop.
 */
final class LinkConnection {
  private static final int SILENT_PINGS_MAX = 3;
  private static final Buffer PING = LinkFrame.encode(new JsonObject().put("type", "ping"));

  private final NetSocket socket;
  private final RegistryAddress registry;
  private final Consumer<JsonObject> frames;
  private int pingsUnanswered;
  private int pingsWithFullQueue;
  private String closeReason = "the registry node closed it";

  /**
   * @param settings what may wait to be sent, and how long a frame may be
   * @param frames gets every frame
   * @param closed gets the reason, once
   */
  LinkConnection(
      NetSocket socket,
      RegistryAddress registry,
      LinkSettings settings,
      Consumer<JsonObject> frames,
      Consumer<String> closed) {
    this.socket = socket;
    this.registry = registry;
    this.frames = frames;
    socket.setWriteQueueMaxSize(settings.queuedBytesMax());
    socket.exceptionHandler(e -> closeReason = String.valueOf(e.getMessage()));
    socket.closeHandler(v -> closed.accept(closeReason));
    socket.handler(
        LinkFrame.parser(settings.frameBytesMax(), (frame, bytes) -> accept(frame), this::close));
  }

  RegistryAddress registry() {
    return registry;
  }

  /** Says who this is, then subscribes. The answer to the ping proves that all of it was taken. */
  void subscribe(LinkRole role) {
    socket.write(LinkFrame.encode(new JsonObject().put("type", "hello").put("role", role.word())));
    for (BusAddress address : BusAddress.values()) {
      if (address.kind() == BusAddress.Kind.EVENT) {
        var frame = new JsonObject().put("type", "register").put("address", address.address());
        socket.write(LinkFrame.encode(frame));
      }
    }
    socket.write(PING);
  }

  /** Called once in each ping interval. */
  void tick() {
    pingsWithFullQueue = socket.writeQueueFull() ? pingsWithFullQueue + 1 : 0;
    if (pingsWithFullQueue >= SILENT_PINGS_MAX) {
      close("it does not read what is sent");
    } else if (pingsUnanswered >= SILENT_PINGS_MAX) {
      close("it does not answer pings");
    } else {
      pingsUnanswered++;
      if (pingsWithFullQueue == 0) {
        socket.write(PING);
      }
    }
  }

  /** False, with nothing sent, while the other end does not keep up. */
  boolean send(Buffer frame) {
    if (socket.writeQueueFull()) {
      return false;
    }
    socket.write(frame);
    return true;
  }

  /** Why the registry node is likely to close the connection now. */
  void refused(String reason) {
    closeReason = "it refuses: " + reason;
  }

  void close(String reason) {
    closeReason = reason;
    LinkSocket.abort(socket);
  }

  private void accept(JsonObject frame) {
    pingsUnanswered = 0;
    frames.accept(frame);
  }
}
