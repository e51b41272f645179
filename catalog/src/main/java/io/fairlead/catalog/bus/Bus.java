package io.fairlead.catalog.bus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The typed face of the event bus. It is the same whether the process is a cluster member, linked
 * to one, or alone: a verticle cannot tell. Handlers run on the context that registered them.
 */
public final class Bus {
  private static final Logger LOG = LoggerFactory.getLogger(Bus.class);
  private static final DeliveryOptions LOCAL = new DeliveryOptions().setLocalOnly(true);

  private final EventBus events;

  public Bus(Vertx vertx) {
    this.events = vertx.eventBus();
  }

  /** Tells everybody who listens; best effort, which is why events carry whole states. */
  public void publish(BusAddress to, Record message) {
    if (to.kind() == BusAddress.Kind.LOCAL) {
      publishHere(to, message);
    } else {
      events.publish(to.address(), BusCodec.encode(message));
    }
  }

  /**
   * Tells those who listen in this process, linked ones included. Registry nodes announce changes
   * so: each of them learns of every change and tells its own listeners.
   */
  public void publishHere(BusAddress to, Record message) {
    events.publish(to.address(), BusCodec.encode(message), LOCAL);
  }

  /**
   * Asks one registry node.
   *
   * @param timeoutMillis how long to wait before failing with a {@link ReplyException}
   */
  public <T extends Record> Future<T> request(
      BusAddress to, Record message, Class<T> answer, long timeoutMillis) {
    var options = new DeliveryOptions().setSendTimeout(timeoutMillis);
    return events
        .<JsonObject>request(to.address(), BusCodec.encode(message), options)
        .map(reply -> BusCodec.decode(reply.body(), answer));
  }

  /** Listens to events; one that cannot be read is logged and dropped. */
  public <T extends Record> MessageConsumer<JsonObject> listen(
      BusAddress at, Class<T> type, Consumer<T> listener) {
    Function<Message<JsonObject>, T> decode = m -> BusCodec.decode(m.body(), type);
    if (at.kind() == BusAddress.Kind.LOCAL) {
      return events.localConsumer(at.address(), m -> deliver(at, decode, m, listener));
    }
    return events.consumer(at.address(), m -> deliver(at, decode, m, listener));
  }

  /**
   * Answers the requests that reach this process; they are not shared out among cluster members,
   * since every registry node can answer all of them. A failed future or an exception reaches the
   * sender as a failure code.
   */
  public <Q extends Record, A extends Record> MessageConsumer<JsonObject> answer(
      BusAddress at, Class<Q> type, Function<Q, Future<A>> service) {
    return events.localConsumer(
        at.address(),
        (Message<JsonObject> message) ->
            ask(message, type, service)
                .onSuccess(answer -> message.reply(BusCodec.encode(answer)))
                .onFailure(failure -> refuse(at, message, failure)));
  }

  private static <Q extends Record, A extends Record> Future<A> ask(
      Message<JsonObject> message, Class<Q> type, Function<Q, Future<A>> service) {
    try {
      return service.apply(BusCodec.decode(message.body(), type));
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private static void refuse(BusAddress at, Message<JsonObject> message, Throwable failure) {
    if (failure instanceof ReplyException reply) {
      message.fail(reply.failureCode(), reply.getMessage());
    } else {
      LOG.warn("{} could not be answered", at.address(), failure);
      message.fail(BusFailure.UNAVAILABLE, "registry node failed: " + failure.getMessage());
    }
  }

  private static <T extends Record> void deliver(
      BusAddress at,
      Function<Message<JsonObject>, T> decode,
      Message<JsonObject> message,
      Consumer<T> listener) {
    T event;
    try {
      event = decode.apply(message);
    } catch (ReplyException e) {
      LOG.warn("{} dropped: {}", at.address(), e.getMessage());
      return;
    }
    listener.accept(event);
  }
}
