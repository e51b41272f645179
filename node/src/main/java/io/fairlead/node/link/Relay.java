package io.fairlead.node.link;

import io.fairlead.catalog.bus.BusAddress;
import io.fairlead.catalog.bus.BusFailure;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries requests from the local event bus to the registry, answers back, and the registry's
 * events onto the local event bus. On the link's event loop.
 */
final class Relay {
  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
  private static final DeliveryOptions LOCAL = new DeliveryOptions().setLocalOnly(true);

  /** Longer than any sender of ours waits. */
  private static final long WAIT_SECONDS = 10;

  private static final Set<String> EVENTS =
      Arrays.stream(BusAddress.values())
          .filter(a -> a.kind() == BusAddress.Kind.EVENT)
          .map(BusAddress::address)
          .collect(Collectors.toUnmodifiableSet());

  private final EventBus bus;
  private final List<RegistryAddress> registries;
  private final LinkMetrics metrics;
  private final PendingRequests pending;
  private final int pendingMax;
  private final int requestBytesMax;
  private final String replyPrefix = "link." + UUID.randomUUID() + ".";
  private long requests;
  private LinkConnection connection;

  Relay(
      EventBus bus, LinkSettings settings, List<RegistryAddress> registries, LinkMetrics metrics) {
    this.bus = bus;
    this.registries = registries;
    this.metrics = metrics;
    this.pendingMax = settings.pendingMax();
    this.requestBytesMax = settings.requestBytesMax();
    this.pending = new PendingRequests(pendingMax, TimeUnit.SECONDS.toNanos(WAIT_SECONDS), metrics);
  }

  /** Takes the requests of this process. */
  void listen() {
    for (BusAddress address : BusAddress.values()) {
      if (address.kind() == BusAddress.Kind.REQUEST) {
        bus.<JsonObject>localConsumer(address.address(), this::forward);
      }
    }
  }

  /** From now on requests go there. */
  void attach(LinkConnection linked) {
    connection = linked;
  }

  /** Whoever waits will get no answer. */
  void detach() {
    connection = null;
    pending.failAll("the link to the registry broke before the answer came");
  }

  void expire() {
    pending.expire(System.nanoTime());
  }

  void accept(JsonObject frame) {
    switch (frame.getValue("type") instanceof String type ? type : "") {
      case "message" -> message(frame);
      case "err" -> failure(frame);
      case "pong" -> {}
      default -> LOG.debug("ignored frame of type {}", frame.getValue("type"));
    }
  }

  private void forward(Message<JsonObject> request) {
    if (connection == null) {
      refuse(
          request, BusFailure.UNAVAILABLE, "no registry node answers (tried " + registries + ")");
      return;
    }
    String replyAddress = replyPrefix + requests++;
    Buffer frame =
        LinkFrame.encode(
            new JsonObject()
                .put("type", "send")
                .put("address", request.address())
                .put("replyAddress", replyAddress)
                .put("body", request.body()));
    if (frame.length() > requestBytesMax) {
      refuse(
          request,
          BusFailure.INVALID,
          "message of "
              + frame.length()
              + " bytes (expected: at most "
              + requestBytesMax
              + ", link.requestBytesMax)");
    } else if (!pending.add(replyAddress, request, System.nanoTime())) {
      refuse(
          request,
          BusFailure.UNAVAILABLE,
          pendingMax + " requests wait for the registry already (link.pendingMax)");
    } else if (!connection.send(frame)) {
      pending.take(replyAddress);
      refuse(request, BusFailure.UNAVAILABLE, "the registry node does not keep up");
    }
  }

  private void refuse(Message<JsonObject> request, int code, String reason) {
    metrics.failed.increment();
    request.fail(code, reason);
  }

  private void message(JsonObject frame) {
    if (!(frame.getValue("address") instanceof String address)) {
      LOG.warn("ignored a message without an address");
    } else if (!(frame.getValue("body") instanceof JsonObject body)) {
      LOG.warn("ignored a message at {} whose body is no object", address);
    } else if (EVENTS.contains(address)) {
      bus.publish(address, body, LOCAL);
    } else {
      var request = pending.take(address);
      if (request != null) {
        request.reply(body);
      }
    }
  }

  private void failure(JsonObject frame) {
    String reason = String.valueOf(frame.getValue("message"));
    var request =
        frame.getValue("address") instanceof String address ? pending.take(address) : null;
    if (request == null) {
      LOG.warn("the registry node refuses: {}", reason);
      return;
    }
    // Only what the receiver itself said has a meaning here; nobody listening is our 503.
    boolean answered = "RECIPIENT_FAILURE".equals(frame.getValue("failureType"));
    boolean coded = frame.getValue("failureCode") instanceof Integer;
    request.fail(
        answered && coded ? frame.getInteger("failureCode") : BusFailure.UNAVAILABLE, reason);
  }
}
