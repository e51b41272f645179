package io.fairlead.catalog.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BusTest {
  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = new Bus(vertx);

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void eventsReachEveryListener() {
    List<ServiceRemoved> one = new CopyOnWriteArrayList<>();
    List<ServiceRemoved> other = new CopyOnWriteArrayList<>();
    bus.listen(BusAddress.SERVICE_REMOVED, ServiceRemoved.class, one::add);
    bus.listen(BusAddress.SERVICE_REMOVED, ServiceRemoved.class, other::add);

    var event = new ServiceRemoved("srv-1", 2);
    bus.publish(BusAddress.SERVICE_REMOVED, event);

    await().until(() -> one.equals(List.of(event)) && other.equals(List.of(event)));
  }

  @Test
  void anEventThatCannotBeReadIsDropped() {
    List<ServiceRemoved> heard = new CopyOnWriteArrayList<>();
    bus.listen(BusAddress.SERVICE_REMOVED, ServiceRemoved.class, heard::add);
    String address = BusAddress.SERVICE_REMOVED.address();

    vertx.eventBus().publish(address, null);
    vertx.eventBus().publish(address, "text");
    vertx.eventBus().publish(address, new JsonObject().put("revision", "many"));
    bus.publish(BusAddress.SERVICE_REMOVED, new ServiceRemoved("srv-1", 2));

    await().until(() -> heard.equals(List.of(new ServiceRemoved("srv-1", 2))));
  }

  @Test
  void requestsAreAnswered() {
    bus.answer(
        BusAddress.RENEW,
        LeaseHolder.class,
        holder -> Future.succeededFuture(new Lease(holder.instanceId(), 1, 2)));

    assertThat(renew().result()).isEqualTo(new Lease("task-1", 1, 2));
  }

  @Test
  void aFailureKeepsItsCode() {
    bus.answer(
        BusAddress.RENEW,
        LeaseHolder.class,
        holder -> Future.<Lease>failedFuture(BusFailure.of(BusFailure.NOT_FOUND, "no lease")));

    var failure = renew().cause();
    assertThat(BusFailure.is(failure, BusFailure.NOT_FOUND)).isTrue();
    assertThat(failure).hasMessage("no lease");
  }

  @Test
  void anExceptionIsUnavailable() {
    bus.answer(
        BusAddress.RENEW,
        LeaseHolder.class,
        (LeaseHolder holder) -> {
          throw new IllegalStateException("broken");
        });

    assertThat(BusFailure.is(renew().cause(), BusFailure.UNAVAILABLE)).isTrue();
  }

  @Test
  void aRequestThatCannotBeReadIsInvalid() {
    bus.answer(
        BusAddress.RENEW,
        LeaseHolder.class,
        holder -> Future.succeededFuture(new Lease("srv-1", 1, 2)));

    var answer =
        vertx.eventBus().request(BusAddress.RENEW.address(), new JsonObject().put("namespace", 1L));
    await().until(answer::isComplete);
    var empty = vertx.eventBus().request(BusAddress.RENEW.address(), null);
    await().until(empty::isComplete);
    assertThat(BusFailure.is(empty.cause(), BusFailure.INVALID)).isTrue();
  }

  private Future<Lease> renew() {
    var answer =
        bus.request(
            BusAddress.RENEW,
            new LeaseHolder("demo.local", "backend", "task-1"),
            Lease.class,
            5000);
    await().until(answer::isComplete);
    return answer;
  }
}
