package io.fairlead.registry.health;

import static io.fairlead.registry.health.Targets.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.catalog.HealthCheckConfig;
import io.fairlead.catalog.HealthCheckCustomConfig;
import io.fairlead.catalog.HealthStatus;
import io.fairlead.catalog.Instance;
import io.fairlead.catalog.Namespace;
import io.fairlead.catalog.NamespaceType;
import io.fairlead.catalog.Service;
import io.fairlead.registry.Samples;
import io.fairlead.registry.Wait;
import io.fairlead.registry.catalog.CatalogMirror;
import io.fairlead.registry.catalog.Labels;
import io.fairlead.registry.catalog.LocalCatalogStore;
import io.fairlead.registry.catalog.MirrorSync;
import io.fairlead.registry.catalog.NodeCatalog;
import io.fairlead.registry.catalog.Revisions;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real catalog and a real application; only the clock is the test's. */
class HealthChecksTest {
  private static final String SERVICE = "srv-1";
  private static final int INTERVAL = 30_000;
  private static final Namespace WEB =
      new Namespace("ns-web", "web", NamespaceType.HTTP, "", null, 0, 1_000, null);

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final AtomicLong now = new AtomicLong();
  private final AtomicInteger status = new AtomicInteger(200);
  private final AtomicInteger asked = new AtomicInteger();
  private final CatalogMirror mirror = new CatalogMirror();
  private final LocalCatalogStore store = new LocalCatalogStore(System::currentTimeMillis);
  private final NodeCatalog catalog = new NodeCatalog(store, mirror, Samples.LIMITS);
  private final Others others = new Others();
  private SimpleMeterRegistry meters;
  private NetworkProbe probe;
  private HealthChecks checks;
  private int port;

  /** Registry nodes that come and go as the test wants. */
  private static final class Others implements RegistryNodes {
    final Set<String> all = new HashSet<>(Set.of("self"));

    @Override
    public String self() {
      return "self";
    }

    @Override
    public Set<String> all() {
      return Set.copyOf(all);
    }

    @Override
    public void onChange(Runnable changed) {
      // The test tells.
    }
  }

  @BeforeEach
  void start() {
    port =
        Wait.of(
                vertx
                    .createHttpServer()
                    .requestHandler(
                        r -> {
                          asked.incrementAndGet();
                          r.response().setStatusCode(status.get()).end();
                        })
                    .listen(0, "127.0.0.1"))
            .actualPort();
    Wait.of(new MirrorSync(store, mirror, n -> {}).start());
    Wait.of(catalog.createNamespace(WEB, Labels.NONE));
    begin("--allow=127.0.0.0/8");
  }

  private void begin(String... flags) {
    var settings = settings(flags);
    meters = new SimpleMeterRegistry();
    probe = new NetworkProbe(vertx, settings);
    checks =
        new HealthChecks(
            catalog,
            others,
            probe,
            settings,
            new CheckSchedule<>(new SplittableRandom(1), INTERVAL),
            now::get,
            new HealthMetrics(meters));
    mirror.onChange(kept -> checks.serviceChanged(kept.id()));
    pass(0);
  }

  @AfterEach
  void stop() {
    Wait.of(probe.close());
    Wait.of(vertx.close());
  }

  private void run(Runnable work) {
    Promise<Void> done = Promise.promise();
    context.runOnContext(
        v -> {
          work.run();
          done.complete();
        });
    Wait.of(done.future());
  }

  /** Lets time pass, a tenth of a second at a time, and every check come to its end. */
  private void pass(int millis) {
    for (int i = 0; i <= millis; i += 100) {
      now.addAndGet(i == 0 ? 0 : 100);
      run(checks::tick);
      await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(2))
          .until(() -> gauge("mesh_registry_health_checks_under_way") == 0);
    }
  }

  private double gauge(String name) {
    return meters.get(name).gauge().value();
  }

  private double counted(String name) {
    return meters.find(name).meters().stream()
        .flatMap(m -> StreamSupport.stream(m.measure().spliterator(), false))
        .mapToDouble(measured -> measured.getValue())
        .sum();
  }

  private static Service service(HealthCheckConfig check, HealthCheckCustomConfig custom) {
    return new Service(SERVICE, WEB.id(), "api", "", null, check, custom, null, 1_000, null);
  }

  private static HealthCheckConfig http(int threshold) {
    return new HealthCheckConfig(HealthCheckConfig.Type.HTTP, "/", threshold);
  }

  private void create(int threshold) {
    Wait.of(catalog.createService(service(http(threshold), null), Labels.NONE));
  }

  private void register(String id, String address) {
    register(id, Map.of("AWS_INSTANCE_IPV4", address, "AWS_INSTANCE_PORT", "" + port));
  }

  private void register(String id, Map<String, String> attributes) {
    Wait.of(
        catalog.putInstance(
            SERVICE, new Instance(id, attributes, HealthStatus.UNHEALTHY, false, null)));
  }

  private HealthStatus health(String id) {
    return catalog.knownService(SERVICE).orElseThrow().instances().get(id).healthStatus();
  }

  @Test
  void anInstanceIsHealthySoonAfterItsRegistrationWhateverTheThreshold() {
    create(3);
    register("a", "127.0.0.1");
    assertThat(health("a")).isEqualTo(HealthStatus.UNHEALTHY);
    pass(1_100);
    assertThat(health("a")).isEqualTo(HealthStatus.HEALTHY);
    assertThat(asked).hasValue(1);
  }

  @Test
  void asManyResultsInARowAsTheThresholdChangeTheStatusBothWays() {
    create(3);
    register("a", "127.0.0.1");
    pass(1_100);
    status.set(500);
    pass(2 * INTERVAL + 7_000);
    assertThat(asked).hasValue(3);
    assertThat(health("a")).isEqualTo(HealthStatus.HEALTHY);
    pass(INTERVAL);
    assertThat(health("a")).isEqualTo(HealthStatus.UNHEALTHY);
    status.set(302);
    pass(2 * INTERVAL);
    assertThat(health("a")).isEqualTo(HealthStatus.UNHEALTHY);
    pass(INTERVAL + 5_000);
    assertThat(health("a")).isEqualTo(HealthStatus.HEALTHY);
  }

  @Test
  void oneCheckAnIntervalIsMadeOfEachInstance() {
    create(1);
    for (int i = 0; i < 20; i++) {
      register("task-" + i, "127.0.0.1");
    }
    pass(1_100);
    assertThat(asked).hasValue(20);
    pass(10 * INTERVAL);
    assertThat(asked.get()).isBetween(20 * 10, 20 * 12);
    assertThat(gauge("mesh_registry_health_targets")).isEqualTo(20);
  }

  @Test
  void whatIsDeregisteredIsNotCheckedAnyMore() {
    create(1);
    register("a", "127.0.0.1");
    pass(1_100);
    Wait.of(catalog.removeInstance(SERVICE, "a"));
    pass(2 * INTERVAL);
    assertThat(asked).hasValue(1);
    assertThat(gauge("mesh_registry_health_targets")).isZero();
  }

  @Test
  void anAddressThatMayNotBeCheckedIsNot() {
    begin();
    create(1);
    register("a", "127.0.0.1");
    pass(INTERVAL);
    assertThat(asked).hasValue(0);
    assertThat(health("a")).isEqualTo(HealthStatus.UNHEALTHY);
    assertThat(gauge("mesh_registry_health_forbidden_targets")).isEqualTo(1);
    register("a", Map.of("AWS_INSTANCE_IPV4", "10.0.0.1"));
    pass(100);
    assertThat(gauge("mesh_registry_health_forbidden_targets")).isZero();
  }

  @Test
  void whatHasNoAddressOrIsASidecarsIsNotChecked() {
    create(1);
    register("alias", Map.of("AWS_ALIAS_DNS_NAME", "lb.example", "AWS_INSTANCE_PORT", "1"));
    register("portless", Map.of("AWS_INSTANCE_IPV4", "127.0.0.1"));
    register("ec2", Map.of("AWS_EC2_INSTANCE_ID", "i-1"));
    var attributes = Map.of("AWS_INSTANCE_IPV4", "127.0.0.1", "AWS_INSTANCE_PORT", "" + port);
    Wait.of(
        catalog.putInstance(
            SERVICE, new Instance("leased", attributes, HealthStatus.HEALTHY, true, null)));
    pass(INTERVAL);
    assertThat(asked).hasValue(0);
    assertThat(gauge("mesh_registry_health_targets")).isZero();
  }

  @Test
  void whatAnotherNodeChecksIsTakenOverWithinSecondsWhenItDies() {
    others.all.add("other");
    begin("--allow=127.0.0.0/8");
    create(3);
    for (int i = 0; i < 40; i++) {
      register("task-" + i, "127.0.0.1");
    }
    pass(1_100);
    int mine = asked.get();
    assertThat(mine).isBetween(10, 30);
    others.all.remove("other");
    checks.nodesChanged();
    pass(3_100);
    assertThat(asked).as("each of the other's once").hasValue(40);
    assertThat(gauge("mesh_registry_health_targets")).isEqualTo(40);
  }

  @Test
  void whatAnotherNodeFoundStandsUntilAsManyResultsContradictIt() {
    create(2);
    register("a", "127.0.0.1");
    Wait.of(catalog.setHealth(SERVICE, "a", HealthStatus.HEALTHY));
    status.set(500);
    begin("--allow=127.0.0.0/8");
    pass(3_100);
    assertThat(asked).hasValue(1);
    assertThat(health("a")).isEqualTo(HealthStatus.HEALTHY);
    pass(INTERVAL + 3_000);
    assertThat(health("a")).isEqualTo(HealthStatus.UNHEALTHY);
  }

  @Test
  void aStatusThatSomebodyOverwroteIsToldAgain() {
    create(3);
    register("a", "127.0.0.1");
    pass(1_100);
    Wait.of(catalog.setHealth(SERVICE, "a", HealthStatus.UNHEALTHY));
    pass(INTERVAL + 3_100);
    assertThat(health("a")).isEqualTo(HealthStatus.HEALTHY);
  }

  @Test
  void aServiceThatLosesItsCheckForgetsWhatItFound() {
    create(1);
    status.set(500);
    register("a", "127.0.0.1");
    pass(1_100);
    Wait.of(catalog.updateService(service(null, null)));
    pass(100);
    assertThat(health("a")).isEqualTo(HealthStatus.UNKNOWN);
    Wait.of(catalog.updateService(service(http(3), null)));
    pass(1_100);
    assertThat(health("a")).as("the first result decides").isEqualTo(HealthStatus.UNHEALTHY);
  }

  @Test
  void noMoreChecksAreUnderWayThanTheSettingsAllow() {
    begin("--allow=127.0.0.0/8", "--concurrencyMax=3");
    create(1);
    for (int i = 0; i < 10; i++) {
      register("task-" + i, "127.0.0.1");
    }
    now.addAndGet(100);
    run(checks::tick);
    now.addAndGet(2_000);
    var underWay = new AtomicInteger();
    run(
        () -> {
          checks.tick();
          underWay.set((int) gauge("mesh_registry_health_checks_under_way"));
        });
    assertThat(underWay).hasValue(3);
    pass(1_000);
    assertThat(asked).hasValue(10);
  }

  @Test
  void aPushedUnhealthyWaitsUnlessHealthyComesInBetween() {
    Wait.of(catalog.createService(service(null, new HealthCheckCustomConfig(1)), Labels.NONE));
    for (String id : Set.of("a", "b")) {
      Wait.of(
          catalog.putInstance(
              SERVICE, new Instance(id, Map.of(), HealthStatus.HEALTHY, false, null)));
      Wait.of(catalog.pushHealth(SERVICE, id, HealthStatus.UNHEALTHY, Duration.ofSeconds(30)));
    }
    pass(100);
    long pushed = Revisions.nowMicros();
    run(() -> checks.confirmPending(pushed));
    assertThat(gauge("mesh_registry_health_custom_pending")).isEqualTo(2);
    assertThat(health("a")).isEqualTo(HealthStatus.HEALTHY);
    Wait.of(catalog.pushHealth(SERVICE, "b", HealthStatus.HEALTHY, Duration.ofSeconds(30)));
    pass(100);
    run(() -> checks.confirmPending(pushed));
    assertThat(gauge("mesh_registry_health_custom_pending")).isEqualTo(1);
  }

  @Test
  void aPushedUnhealthyComesTrueWhenItsWaitIsOver() {
    Wait.of(catalog.createService(service(null, new HealthCheckCustomConfig(1)), Labels.NONE));
    Wait.of(
        catalog.putInstance(
            SERVICE, new Instance("a", Map.of(), HealthStatus.HEALTHY, false, null)));
    Wait.of(catalog.pushHealth(SERVICE, "a", HealthStatus.UNHEALTHY, Duration.ofMillis(50)));
    assertThat(health("a")).isEqualTo(HealthStatus.HEALTHY);
    pass(100);
    await()
        .untilAsserted(
            () -> {
              run(() -> checks.confirmPending(Revisions.nowMicros()));
              assertThat(health("a")).isEqualTo(HealthStatus.UNHEALTHY);
            });
    pass(100);
    run(() -> checks.confirmPending(Revisions.nowMicros()));
    assertThat(gauge("mesh_registry_health_custom_pending")).isZero();
    assertThat(counted("mesh_registry_health_status_changes_total")).isEqualTo(1);
  }

  @Test
  void everythingIsCounted() {
    create(1);
    register("a", "127.0.0.1");
    pass(1_100);
    assertThat(meters.getMeters())
        .extracting(Meter::getId)
        .extracting(id -> id.getName() + id.getTags())
        .contains(
            "mesh_registry_health_checks_total[tag(result=healthy), tag(type=http)]",
            "mesh_registry_health_status_changes_total[tag(status=healthy)]");
  }
}
