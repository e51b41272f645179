package io.fairlead.registry;

import static io.fairlead.registry.Samples.holder;
import static io.fairlead.registry.Samples.registration;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.catalog.bus.BusAddress;
import io.fairlead.catalog.bus.BusFailure;
import io.fairlead.catalog.bus.BusRestored;
import io.fairlead.catalog.bus.Lease;
import io.fairlead.registry.RegistryFleet.Linked;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A registry that lost everything is filled by the sidecars, and no reader drops an endpoint. */
class RefillTest {
  private static final int SERVICES = 10;
  private static final int TASKS_PER_SERVICE = 3;
  private static final long RENEW_MILLIS = 3_000;
  private static final long TIMEOUT_MILLIS = 2_000;
  private static final Duration FILLED_WITHIN = Duration.ofSeconds(10);

  private final Vertx clock = Vertx.vertx();
  private RegistryFleet fleet;

  @AfterEach
  void stop() {
    Wait.of(clock.close());
    fleet.close();
  }

  /** Holds a lease as a sidecar does: renews it, and registers when the registry forgot it. */
  private final class Task {
    private final Linked at;
    private final String service;
    private final String instance;

    Task(Linked at, String service, String instance) {
      this.at = at;
      this.service = service;
      this.instance = instance;
      at.bus.listen(BusAddress.BUS_RESTORED, BusRestored.class, event -> renew());
      clock.setPeriodic(RENEW_MILLIS, t -> renew());
      register();
    }

    private void register() {
      at.bus.request(
          BusAddress.REGISTER,
          registration("prod", service, instance),
          Lease.class,
          TIMEOUT_MILLIS);
    }

    private void renew() {
      at.bus
          .request(BusAddress.RENEW, holder("prod", service, instance), Lease.class, TIMEOUT_MILLIS)
          .onFailure(
              e -> {
                if (BusFailure.is(e, BusFailure.NOT_FOUND)) {
                  register();
                }
              });
    }
  }

  private static int endpoints(Linked reader) {
    int sum = 0;
    for (int s = 0; s < SERVICES; s++) {
      sum += reader.endpoints("prod", "s" + s);
    }
    return sum;
  }

  @Test
  void aRegistryThatCameBackEmptyIsFilledWithinTenSecondsAndNoReaderDropsAnEndpoint() {
    fleet = new RegistryFleet(2);
    fleet.start(0);
    fleet.start(1);
    var links = List.of(fleet.link(0, 1), fleet.link(0, 1), fleet.link(0, 1));
    var tasks = new ArrayList<Task>();
    for (int s = 0; s < SERVICES; s++) {
      for (int t = 0; t < TASKS_PER_SERVICE; t++) {
        tasks.add(new Task(links.get(t), "s" + s, "task-" + t));
      }
    }
    for (var reader : links) {
      await().until(() -> endpoints(reader) == tasks.size());
    }
    var fewest = new AtomicInteger(Integer.MAX_VALUE);
    links.forEach(
        reader ->
            reader.reader.onChange(state -> fewest.accumulateAndGet(endpoints(reader), Math::min)));

    fleet.kill(0);
    fleet.kill(1);
    fleet.start(0);
    long back = System.nanoTime();
    var newcomer = fleet.link(0);
    await().atMost(Duration.ofSeconds(30)).until(() -> endpoints(newcomer) == tasks.size());
    var filled = Duration.ofNanos(System.nanoTime() - back);

    System.out.println("refill of " + tasks.size() + " leases: " + filled.toMillis() + " ms");
    assertThat(filled).isLessThan(FILLED_WITHIN);
    assertThat(fewest.get())
        .as("endpoints known to any reader at any time since")
        .isEqualTo(tasks.size());
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> links.stream().allMatch(reader -> reader.reader.state().isComplete()));
    assertThat(fewest.get()).as("when it says that it is complete").isEqualTo(tasks.size());
  }
}
