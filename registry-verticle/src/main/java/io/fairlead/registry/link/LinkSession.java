package io.fairlead.registry.link;

import io.fairlead.catalog.bus.BusFailure;
import io.fairlead.node.link.LinkFrame;
import io.fairlead.registry.link.LinkObserver.Reason;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetSocket;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One link: reads its frames, writes answers and events. All on the server's event loop. */
final class LinkSession {
  private static final Logger LOG = LoggerFactory.getLogger(LinkSession.class);

  private final NetSocket socket;
  private final EventBus bus;
  private final EventFanOut events;
  private final LinkServerSettings settings;
  private final LinkObserver observer;
  private final DeliveryOptions delivery;
  private Reason reason = Reason.GONE;
  private int pending;
  private boolean closed;

  LinkSession(
      NetSocket socket,
      EventBus bus,
      EventFanOut events,
      LinkServerSettings settings,
      LinkObserver observer) {
    this.socket = socket;
    this.bus = bus;
    this.events = events;
    this.settings = settings;
    this.observer = observer;
    this.delivery =
        new DeliveryOptions()
            .setLocalOnly(true)
            .setSendTimeout(settings.requestTimeout().toMillis());
  }

  /**
   * Begins to read.
   *
   * @param ended called once, with the reason, when the link is closed
   */
  void start(Consumer<Reason> ended) {
    socket.setWriteQueueMaxSize(settings.queuedBytesMax());
    socket.exceptionHandler(e -> LOG.debug("link of {} failed", socket.remoteAddress(), e));
    socket.closeHandler(
        v -> {
          closed = true;
          events.forget(this);
          ended.accept(reason);
        });
    socket.handler(LinkFrame.parser(settings.frameBytesMax(), this::accept, this::broken));
  }

  /** Writes a frame, unless the other end has stopped reading: then the link ends. */
  boolean write(Buffer frame) {
    if (closed) {
      return false;
    }
    if (socket.writeQueueFull()) {
      LOG.warn(
          "link of {} closed: it left more than {} bytes unread (link.queuedBytesMax)",
          socket.remoteAddress(),
          settings.queuedBytesMax());
      abort(Reason.SLOW);
      return false;
    }
    socket.write(frame);
    return true;
  }

  /** Ends the link at once: what waits is lost, since flushing waits for whoever does not read. */
  void abort(Reason why) {
    if (!closed) {
      closed = true;
      reason = why;
      var unused = ((NetSocketInternal) socket).channelHandlerContext().close();
    }
  }

  private void broken(String what) {
    LOG.warn("link of {} closed: {}", socket.remoteAddress(), what);
    abort(Reason.BROKEN);
  }

  private void accept(JsonObject frame) {
    observer.received();
    switch (text(frame, "type")) {
      case "ping" -> write(LinkFrames.PONG);
      case "register" -> register(text(frame, "address"));
      case "unregister" -> events.remove(text(frame, "address"), this);
      case "send" -> send(frame);
      case "publish" -> refuse(text(frame, "address"), LinkFrames.DENIED, "access_denied");
      default -> refuse("", LinkFrames.MALFORMED, "unknown_type");
    }
  }

  private void register(String address) {
    if (LinkAddresses.EVENTS.contains(address)) {
      events.add(address, this);
    } else {
      refuse(address, LinkFrames.DENIED, "access_denied");
    }
  }

  private void send(JsonObject frame) {
    String address = text(frame, "address");
    String replyAddress = text(frame, "replyAddress");
    String refusedAt = replyAddress.isEmpty() ? address : replyAddress;
    if (!LinkAddresses.REQUESTS.contains(address)) {
      refuse(refusedAt, LinkFrames.DENIED, "access_denied");
    } else if (!(frame.getValue("body") instanceof JsonObject body)) {
      refuse(refusedAt, LinkFrames.MALFORMED, "body is no JSON object");
    } else if (pending >= settings.pendingMax()) {
      refuse(refusedAt, BusFailure.UNAVAILABLE, pending + " requests wait already");
    } else {
      ask(address, replyAddress, body);
    }
  }

  private void ask(String address, String replyAddress, JsonObject body) {
    pending++;
    bus.<Object>request(address, body, delivery)
        .onComplete(
            answer -> {
              pending--;
              if (!replyAddress.isEmpty()) {
                write(
                    answer.succeeded()
                        ? LinkFrames.message(replyAddress, answer.result().body())
                        : LinkFrames.failure(replyAddress, answer.cause()));
              }
            });
  }

  private void refuse(String address, int code, String message) {
    observer.refused();
    LOG.debug("link of {} refused at {}: {}", socket.remoteAddress(), address, message);
    write(LinkFrames.refusal(address, code, message));
  }

  /** Empty when there is no such text. */
  private static String text(JsonObject frame, String key) {
    return frame.getValue(key) instanceof String text ? text : "";
  }
}
