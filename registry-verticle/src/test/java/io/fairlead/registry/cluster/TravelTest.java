package io.fairlead.registry.cluster;

import static io.fairlead.registry.Samples.connect;
import static io.fairlead.registry.Samples.instance;
import static io.fairlead.registry.Samples.leased;
import static io.fairlead.registry.Samples.namespace;
import static io.fairlead.registry.Samples.service;
import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.SerializationConfig;
import com.hazelcast.internal.serialization.SerializationService;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import io.fairlead.catalog.HealthStatus;
import io.fairlead.catalog.Service;
import io.fairlead.catalog.policy.Algorithm;
import io.fairlead.catalog.policy.Balancing;
import io.fairlead.catalog.policy.TrafficPolicy;
import io.fairlead.registry.catalog.Labels;
import io.fairlead.registry.catalog.Moment;
import io.fairlead.registry.catalog.NamespaceChange;
import io.fairlead.registry.catalog.Operation;
import io.fairlead.registry.catalog.Outcome;
import io.fairlead.registry.catalog.Refusal;
import io.fairlead.registry.catalog.ServiceChange;
import io.fairlead.registry.catalog.StoredChange;
import io.fairlead.registry.catalog.StoredNamespace;
import io.fairlead.registry.catalog.StoredService;
import io.fairlead.registry.lease.HeldLease;
import io.fairlead.registry.lease.LeaseChange;
import io.fairlead.registry.lease.LeaseOutcome;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TravelTest {
  private static final Service ORDERS =
      service("prod", "orders").withServiceConnect(connect("orders", 80));
  private static final HeldLease LEASE =
      new HeldLease("prod", ORDERS.id(), "a", 1_000_000, 10_000, false);

  private static final Labels.Edit EDIT = new Labels.Edit(Map.of("k", "v"), List.of("old"), 50);

  private static SerializationService travel() {
    var config = new SerializationConfig();
    Travel.register(config);
    // What has no serializer of ours would need Java's, which nobody is allowed to use here.
    var filter = new com.hazelcast.config.JavaSerializationFilterConfig();
    filter.setDefaultsDisabled(true);
    config.setJavaSerializationFilterConfig(filter);
    return new DefaultSerializationServiceBuilder().setConfig(config).build();
  }

  private static StoredService stored() {
    var put = new ServiceChange.Register("prod", ORDERS, leased("a"), 10, false);
    return put.applyTo(
            StoredService.absent(ORDERS.id()), new Moment(1_234_567_890_123_456L, "10.0.0.1:5701"))
        .held();
  }

  /** As instance ids of a large fleet are: alike but for their numbers. */
  @Test
  void thousandsOfInstancesThatAreNamedAlikeTravel() {
    var travel = travel();
    for (int s = 0; s < 300; s++) {
      var state = stored();
      for (int i = 0; i < 100; i++) {
        var put =
            new ServiceChange.Put(leased("service-%04d-instance-%03d".formatted(s, i)), 1_000);
        state = put.applyTo(state, new Moment(1_234_567_890_123_456L, "10.0.0.1:5701")).held();
      }
      assertThat(travel.<StoredService>toObject(travel.toData(state))).isEqualTo(state);
    }
  }

  private static Stream<StoredChange<?>> changes() {
    return Stream.of(
        new NamespaceChange.Create(namespace("prod"), Labels.tagged(Map.of("team", "a"))),
        new NamespaceChange.Update("text", 30L),
        new NamespaceChange.Tag(EDIT),
        new NamespaceChange.Remove(),
        new NamespaceChange.Revive(),
        new NamespaceChange.Restore(new StoredNamespace("ns-1", 5, namespace("prod"), Labels.NONE)),
        new ServiceChange.Create("prod", ORDERS, Labels.NONE),
        new ServiceChange.Update(ORDERS),
        new ServiceChange.Tag(EDIT),
        new ServiceChange.SetAttributes(EDIT),
        new ServiceChange.Remove(),
        new ServiceChange.Put(leased("a"), 7),
        new ServiceChange.Register("prod", ORDERS, leased("a"), 7, true),
        new ServiceChange.Deregister("a"),
        new ServiceChange.Expire("a", 9_007_199_254_740_991L),
        new ServiceChange.SetPolicy(limited(), 3L),
        new ServiceChange.SetPolicy(TrafficPolicy.NONE, null),
        new ServiceChange.SetHealth("a", HealthStatus.UNHEALTHY),
        new ServiceChange.PushHealth("a", HealthStatus.UNHEALTHY, 30_000_000),
        new ServiceChange.ConfirmUnhealthy("a"),
        new ServiceChange.Restore(stored()));
  }

  private static TrafficPolicy limited() {
    return new TrafficPolicy(
        new Balancing(Algorithm.PEAK_EWMA, null, null, null, 7),
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static Stream<LeaseChange> leaseChanges() {
    return Stream.of(
        new LeaseChange.Grant(LEASE),
        new LeaseChange.Adopt(LEASE),
        new LeaseChange.Renew(5),
        new LeaseChange.Shorten(6),
        new LeaseChange.Expire(7),
        new LeaseChange.Drop(),
        new LeaseChange.Release());
  }

  private static Stream<Object> values() {
    return Stream.of(
        stored(),
        new ServiceChange.SetPolicy(limited(), null)
            .applyTo(stored(), new Moment(1_234_567_890_123_457L, "10.0.0.1:5701"))
            .held(),
        StoredService.absent("srv-1"),
        new StoredNamespace("ns-1", 5, namespace("prod"), Labels.NONE),
        new StoredNamespace("ns-1", 6, null, Labels.NONE),
        new StoredNamespace("ns-1", 7, namespace("prod"), Labels.NONE, true),
        new Operation("a-1", "T", "FAIL", "CODE", "why", 1, 2, Map.of("SERVICE", "srv-1")),
        LEASE,
        new Outcome<>(stored(), null),
        new Outcome<>(new StoredNamespace("ns-1", 6, null, Labels.NONE), Refusal.NOT_FOUND),
        new LeaseOutcome(true, LEASE),
        new LeaseOutcome(false, null));
  }

  @ParameterizedTest
  @MethodSource("values")
  void whatIsKeptArrivesAsItLeft(Object value) {
    var travel = travel();
    assertThat(travel.<Object>toObject(travel.toData(value))).isEqualTo(value);
  }

  @ParameterizedTest
  @MethodSource("changes")
  void everyChangeArrivesAsItLeft(StoredChange<?> change) {
    var travel = travel();
    Object arrived = travel.toObject(travel.toData(new ChangeStep<>(change)));
    assertThat(arrived).usingRecursiveComparison().isEqualTo(new ChangeStep<>(change));
  }

  @ParameterizedTest
  @MethodSource("leaseChanges")
  void everyChangeOfALeaseArrivesAsItLeft(LeaseChange change) {
    var travel = travel();
    Object arrived = travel.toObject(travel.toData(new LeaseStep(change)));
    assertThat(arrived).usingRecursiveComparison().isEqualTo(new LeaseStep(change));
  }

  @Test
  void theQuestionForAFingerprintArrives() {
    var travel = travel();
    Object arrived = travel.toObject(travel.toData(new FingerprintStep<StoredService>()));
    assertThat(arrived).isInstanceOf(FingerprintStep.class);
  }

  @Test
  void whatIsReadWhereItWasWrittenIsTheSameObject() {
    var travel = travel();
    var kept = stored();
    assertThat(travel.<Object>toObject(travel.toData(kept))).isSameAs(kept);
  }

  @Test
  void whatComesFromElsewhereIsReadOnce() {
    var data = travel().toData(stored());
    var here = travel();
    Object first = here.toObject(data);
    assertThat(first).isEqualTo(stored());
    assertThat(here.<Object>toObject(data)).isSameAs(first);
  }

  @Test
  void noChangeIsMissingHere() {
    assertThat(types(changes()))
        .containsExactlyInAnyOrderElementsOf(
            leaves(List.of(NamespaceChange.class, ServiceChange.class)));
    assertThat(types(leaseChanges()))
        .containsExactlyInAnyOrderElementsOf(leaves(List.of(LeaseChange.class)));
  }

  @Test
  void aBackupComesToTheOwnersRevision() {
    var step = new ChangeStep<>(new ServiceChange.Create("prod", ORDERS, Labels.NONE));
    step.madeBy(new OneNode("10.0.0.1:5701", false));
    var owner = new OneEntry<StoredService>(ORDERS.id());
    var backup = new OneEntry<StoredService>(ORDERS.id());
    step.process(owner);
    var travel = travel();
    ChangeStep<StoredService> repeated = travel.toObject(travel.toData(step.getBackupProcessor()));
    repeated.process(backup);
    assertThat(backup.getValue()).isEqualTo(owner.getValue());
    assertThat(owner.getValue().revision()).isPositive();
  }

  private record OneNode(String name, boolean isAmongTooFew) implements OwningNode {}

  @Test
  void aBackupThatHasMissedAChangeRepeatsNoneUponIt() {
    var owner = new OneEntry<StoredService>(ORDERS.id());
    var create = new ChangeStep<>(new ServiceChange.Create("prod", ORDERS, Labels.NONE));
    create.madeBy(new OneNode("a", false));
    create.process(owner);
    var put = new ChangeStep<>(new ServiceChange.Put(instance("i"), 10));
    put.madeBy(new OneNode("a", false));
    put.process(owner);
    var behind = new OneEntry<StoredService>(ORDERS.id());
    ((ChangeStep<StoredService>) put.getBackupProcessor()).process(behind);
    assertThat(behind.getValue()).isNull();
  }

  @Test
  void amongTooFewNodesNothingIsChangedButWhatWasAcknowledgedIsPutBack() {
    var few = new OneNode("a", true);
    var entry = new OneEntry<StoredService>(ORDERS.id());
    var create = new ChangeStep<>(new ServiceChange.Create("prod", ORDERS, Labels.NONE));
    create.madeBy(few);
    assertThat(create.process(entry).refusal()).isEqualTo(Refusal.TOO_FEW_NODES);
    assertThat(entry.getValue()).isNull();
    assertThat(create.getBackupProcessor()).isNull();
    var known = StoredService.absent(ORDERS.id());
    var made =
        new ServiceChange.Create("prod", ORDERS, Labels.NONE).applyTo(known, new Moment(1, "b"));
    var restore = new ChangeStep<>(new ServiceChange.Restore(made.held()));
    restore.madeBy(few);
    assertThat(restore.process(entry).refusal()).isNull();
    assertThat(entry.getValue()).isEqualTo(made.held());
    var again = new ChangeStep<>(new ServiceChange.Update(ORDERS));
    again.madeBy(few);
    assertThat(again.process(entry).refusal()).as("nothing to change").isNull();
  }

  private static Set<Class<?>> types(Stream<?> values) {
    return values.map(Object::getClass).collect(Collectors.toSet());
  }

  private static Set<Class<?>> leaves(List<Class<?>> families) {
    return families.stream()
        .flatMap(f -> Arrays.stream(f.getPermittedSubclasses()))
        .collect(Collectors.toSet());
  }
}
