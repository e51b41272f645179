package io.fairlead.proxy;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.catalog.ClientAlias;
import io.fairlead.catalog.Endpoint;
import io.fairlead.catalog.HealthStatus;
import io.fairlead.catalog.Service;
import io.fairlead.catalog.ServiceConnectService;
import io.fairlead.catalog.ServiceEndpoints;
import io.fairlead.catalog.TimeoutConfiguration;
import io.fairlead.catalog.bus.Bus;
import io.fairlead.catalog.bus.BusAddress;
import io.fairlead.catalog.bus.BusFailure;
import io.fairlead.catalog.bus.Deregistered;
import io.fairlead.catalog.bus.EndpointsChanged;
import io.fairlead.catalog.bus.Lease;
import io.fairlead.catalog.bus.LeaseHolder;
import io.fairlead.catalog.bus.Registration;
import io.fairlead.catalog.bus.ServiceRemoved;
import io.fairlead.catalog.bus.SnapshotPage;
import io.fairlead.catalog.bus.SnapshotRequest;
import io.fairlead.catalog.policy.TrafficPolicy;
import io.fairlead.catalog.policy.VersionedPolicy;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The registry's side of the bus, played by a test. */
public final class FakeRegistry {
  /** The namespace of every service here. */
  public static final String NAMESPACE = "demo.local";

  private final Bus bus;
  private final AtomicLong revisions = new AtomicLong();
  private final Map<String, ServiceEndpoints> services = new ConcurrentHashMap<>();

  private final Map<String, TrafficPolicy> policies = new ConcurrentHashMap<>();

  /** What was asked, in order: REGISTER HEALTHY, RENEW, DEREGISTER. */
  public final List<String> asked = new CopyOnWriteArrayList<>();

  /** The registrations themselves. */
  public final List<Registration> registrations = new CopyOnWriteArrayList<>();

  /** How often nothing was answered. */
  public final AtomicInteger refused = new AtomicInteger();

  /** Whether RENEW finds its lease. */
  public volatile boolean remembers = true;

  /** Whether anything is answered with a lease. */
  public volatile boolean available = true;

  public FakeRegistry(Vertx vertx) {
    bus = new Bus(vertx);
    bus.answer(BusAddress.SNAPSHOT, SnapshotRequest.class, this::snapshot);
    bus.answer(BusAddress.REGISTER, Registration.class, this::register);
    bus.answer(BusAddress.RENEW, LeaseHolder.class, this::renew);
    bus.answer(BusAddress.DEREGISTER, LeaseHolder.class, this::deregister);
  }

  /** Registers endpoints on 127.0.0.1, without sidecars. */
  public void service(String name, int... ports) {
    publish(name, null, false, ports);
  }

  /** The same with timeouts in seconds. */
  public void service(String name, TimeoutConfiguration timeout, int... ports) {
    publish(name, timeout, false, ports);
  }

  /** Registers endpoints that are ingress listeners of sidecars. */
  public void serviceBehindSidecars(String name, int... ports) {
    publish(name, null, true, ports);
  }

  /** Registers a service that callers know by these aliases, with one endpoint on 127.0.0.1. */
  public void serviceCalled(String name, List<ClientAlias> aliases, int port) {
    publish(name, aliases, null, false, port);
  }

  /** Registers endpoints on 127.0.0.1 that speak this protocol, without sidecars. */
  public void serviceSpeaking(String name, AppProtocol protocol, int... ports) {
    serviceOf(protocol, name, new ClientAlias(8080, name), null, ports);
  }

  /** Registers ingress listeners of sidecars whose applications speak this protocol. */
  public void serviceBehindSidecars(String name, AppProtocol protocol, int... ports) {
    var aliases = List.of(new ClientAlias(8080, name));
    var connect = new ServiceConnectService(name, name, aliases, null, null, protocol);
    register(name, connect, true, ports);
  }

  /** Registers a service of this protocol on 127.0.0.1, without sidecars. */
  public void serviceOf(
      AppProtocol protocol,
      String name,
      ClientAlias alias,
      TimeoutConfiguration timeout,
      int... ports) {
    var connect = new ServiceConnectService(name, name, List.of(alias), null, timeout, protocol);
    register(name, connect, false, ports);
  }

  /** Says this about the traffic of a service, from now on. */
  public void policy(String name, TrafficPolicy policy) {
    policies.put(name, policy);
    var held = services.get(name);
    if (held != null) {
      var service = held.service().withPolicy(new VersionedPolicy(1, policy));
      publish(name, service, held.endpoints());
    }
  }

  /** A service is gone. */
  public void remove(String name) {
    services.remove(name);
    bus.publish(
        BusAddress.SERVICE_REMOVED, new ServiceRemoved("srv-" + name, revisions.incrementAndGet()));
  }

  private void publish(String name, TimeoutConfiguration timeout, boolean sidecar, int... ports) {
    publish(name, List.of(new ClientAlias(8080, name)), timeout, sidecar, ports);
  }

  private void publish(
      String name,
      List<ClientAlias> aliases,
      TimeoutConfiguration timeout,
      boolean sidecar,
      int... ports) {
    register(name, new ServiceConnectService(name, name, aliases, null, timeout), sidecar, ports);
  }

  private void register(String name, ServiceConnectService connect, boolean sidecar, int... ports) {
    List<Endpoint> endpoints = new ArrayList<>();
    for (int port : ports) {
      endpoints.add(
          new Endpoint(
              "i-" + port,
              "127.0.0.1",
              null,
              null,
              port,
              sidecar ? port : 0,
              HealthStatus.HEALTHY,
              1,
              null));
    }
    var policy = policies.get(name);
    var service =
        new Service("srv-" + name, "ns-1", name, "", null, null, null, connect, 1, null)
            .withPolicy(policy == null ? null : new VersionedPolicy(1, policy));
    publish(name, service, endpoints);
  }

  private void publish(String name, Service service, List<Endpoint> endpoints) {
    var changed = new ServiceEndpoints(NAMESPACE, service, revisions.incrementAndGet(), endpoints);
    services.put(name, changed);
    bus.publish(BusAddress.ENDPOINTS_CHANGED, new EndpointsChanged(changed, true));
  }

  private Future<SnapshotPage> snapshot(SnapshotRequest request) {
    return Future.succeededFuture(
        new SnapshotPage(
            false,
            true,
            revisions.get(),
            revisions.get(),
            List.of(),
            List.copyOf(services.values()),
            null));
  }

  private Future<Lease> register(Registration registration) {
    if (!available) {
      refused.incrementAndGet();
      return Future.failedFuture(BusFailure.of(BusFailure.UNAVAILABLE, "not now"));
    }
    asked.add("REGISTER " + registration.healthStatus());
    registrations.add(registration);
    remembers = true;
    return lease(registration.leaseMillis());
  }

  private Future<Lease> renew(LeaseHolder holder) {
    if (!available) {
      refused.incrementAndGet();
      return Future.failedFuture(BusFailure.of(BusFailure.UNAVAILABLE, "not now"));
    }
    asked.add("RENEW");
    return remembers
        ? lease(10_000)
        : Future.failedFuture(BusFailure.of(BusFailure.NOT_FOUND, holder.instanceId()));
  }

  private Future<Deregistered> deregister(LeaseHolder holder) {
    asked.add("DEREGISTER");
    return Future.succeededFuture(new Deregistered(revisions.incrementAndGet()));
  }

  private Future<Lease> lease(long millis) {
    return Future.succeededFuture(new Lease("srv-1", revisions.incrementAndGet(), millis));
  }
}
