package io.fairlead.registry.link;

import io.fairlead.catalog.bus.BusFailure;
import io.fairlead.node.link.LinkFrame;
import io.fairlead.node.link.LinkRole;
import io.fairlead.node.link.LinkSocket;
import io.fairlead.registry.link.LinkObserver.Reason;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetSocket;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One link: reads its frames, writes answers and events. All on the server's event loop. */
final class LinkSession {
  private static final Logger LOG = LoggerFactory.getLogger(LinkSession.class);

  /** How long a last word may take to be sent. */
  private static final long FAREWELL_MILLIS = 1_000;

  private final Vertx vertx;
  private final NetSocket socket;
  private final EventFanOut events;
  private final LinkServerSettings settings;
  private final LinkObserver observer;
  private final DeliveryOptions delivery;
  private final LinkQueue queue;
  private final FrameQuota quota;
  private Reason reason = Reason.GONE;

  /** What the other end said it is; null before its first frame. */
  private LinkRole role;

  private int pending;
  private long pendingBytes;
  private boolean slowed;
  private boolean dismissed;
  private boolean closed;

  LinkSession(
      Vertx vertx,
      NetSocket socket,
      EventFanOut events,
      LinkQueue.Total queued,
      LinkServerSettings settings,
      LinkObserver observer) {
    this.vertx = vertx;
    this.socket = socket;
    this.events = events;
    this.settings = settings;
    this.observer = observer;
    this.queue = new LinkQueue(socket, settings, queued);
    this.quota = new FrameQuota(settings.framesPerSecondMax(), System.nanoTime());
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
    socket.exceptionHandler(e -> LOG.debug("link of {} failed", socket.remoteAddress(), e));
    socket.closeHandler(
        v -> {
          closed = true;
          queue.close();
          events.forget(this);
          ended.accept(reason);
        });
    socket.handler(LinkFrame.parser(settings.frameBytesMax(), this::accept, this::dismiss));
  }

  /** Writes a frame, unless the other end has stopped reading: then the link ends. */
  boolean write(Buffer frame) {
    if (closed || dismissed) {
      return false;
    }
    String excess = queue.write(frame);
    if (excess != null) {
      LOG.warn("link of {} ({}) closed: it left more than {}", peer(), word(), excess);
      abort(Reason.SLOW);
    }
    return excess == null;
  }

  /** Ends the link at once: what waits is lost, since flushing waits for whoever does not read. */
  void abort(Reason why) {
    if (!closed) {
      closed = true;
      reason = why;
      LinkSocket.abort(socket);
    }
  }

  /** Says why and ends the link. */
  private void dismiss(String why) {
    LOG.warn("link of {} ({}) closed: {}", peer(), word(), why);
    dismissed = true;
    reason = Reason.BROKEN;
    events.forget(this);
    // Still read, but not looked at: what is left unread would reset the connection under the word.
    socket.handler(unread -> {});
    socket.end(LinkFrames.refusal("", LinkFrames.MALFORMED, why));
    vertx.setTimer(FAREWELL_MILLIS, t -> abort(Reason.BROKEN));
  }

  private void accept(JsonObject frame, int bytes) {
    if (dismissed || closed) {
      return;
    }
    observer.received();
    String type = text(frame, "type");
    if (type.equals("hello")) {
      introduce(text(frame, "role"));
    } else {
      role = role == null ? LinkRole.READER : role;
      serve(type, frame, bytes);
    }
    slowDown();
  }

  private void introduce(String word) {
    var said = LinkRole.of(word);
    if (role != null) {
      dismiss("hello came late (expected: once, as the first frame)");
    } else if (said.isEmpty()) {
      dismiss("hello has the role " + brief(word) + " (expected: " + LinkFrames.ROLES + ")");
    } else {
      role = said.get();
    }
  }

  private void serve(String type, JsonObject frame, int bytes) {
    switch (type) {
      case "ping" -> write(LinkFrames.PONG);
      case "register" -> register(text(frame, "address"));
      case "unregister" -> events.remove(text(frame, "address"), this);
      case "send" -> send(frame, bytes);
      case "publish" -> refuse(text(frame, "address"), LinkFrames.DENIED, LinkFrames.NO_ACCESS);
      default -> refuse("", LinkFrames.MALFORMED, "unknown_type");
    }
  }

  private void slowDown() {
    quota.take(System.nanoTime());
    if (!slowed && !dismissed && !closed && quota.waitMillis(System.nanoTime()) > 0) {
      slowed = true;
      observer.throttled();
      socket.pause();
      resumeLater();
    }
  }

  /** What had been read already when it was paused adds to the wait. */
  private void resumeLater() {
    long wait = quota.waitMillis(System.nanoTime());
    if (wait > 0) {
      vertx.setTimer(wait, t -> resumeLater());
    } else {
      slowed = false;
      socket.resume();
    }
  }

  private void register(String address) {
    if (role.mayListenTo(address)) {
      events.add(address, this);
    } else {
      refuse(address, LinkFrames.DENIED, LinkFrames.NO_ACCESS);
    }
  }

  private void send(JsonObject frame, int bytes) {
    String address = text(frame, "address");
    String replyAddress = text(frame, "replyAddress");
    String refusedAt = replyAddress.isEmpty() ? address : replyAddress;
    if (!role.maySendTo(address)) {
      refuse(refusedAt, LinkFrames.DENIED, LinkFrames.NO_ACCESS);
    } else if (!(frame.getValue("body") instanceof JsonObject body)) {
      refuse(refusedAt, LinkFrames.MALFORMED, "body is no JSON object");
    } else if (pending >= settings.pendingMax()
        || (pending > 0 && pendingBytes + bytes > settings.pendingBytesMax())) {
      refuse(refusedAt, BusFailure.UNAVAILABLE, pending + " requests wait already");
    } else if (queue.isTotalFull()) {
      refuse(refusedAt, BusFailure.UNAVAILABLE, "links leave too much unread");
    } else {
      ask(address, replyAddress, body, bytes);
    }
  }

  private void ask(String address, String replyAddress, JsonObject body, int bytes) {
    pending++;
    pendingBytes += bytes;
    vertx
        .eventBus()
        .<Object>request(address, body, delivery)
        .onComplete(
            answer -> {
              pending--;
              pendingBytes -= bytes;
              if (!replyAddress.isEmpty()) {
                write(
                    answer.succeeded()
                        ? LinkFrames.message(replyAddress, answer.result().body())
                        : LinkFrames.failure(replyAddress, answer.cause()));
              }
            });
  }

  private void refuse(String address, int code, String message) {
    observer.refused(role);
    LOG.debug("link of {} ({}) refused at {}: {}", peer(), word(), brief(address), message);
    write(LinkFrames.refusal(address, code, message));
  }

  private Object peer() {
    return socket.remoteAddress();
  }

  private String word() {
    return role == null ? "no hello" : role.word();
  }

  /** Empty when there is no such text. */
  private static String text(JsonObject frame, String key) {
    return frame.getValue(key) instanceof String text ? text : "";
  }

  private static String brief(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "...";
  }
}
