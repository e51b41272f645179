package io.fairlead.proxy;

import static org.awaitility.Awaitility.await;

import io.fairlead.catalog.policy.TrafficPolicy;
import io.fairlead.node.Drain;
import io.fairlead.node.Management;
import io.fairlead.node.NodeContext;
import io.fairlead.node.Readiness;
import io.fairlead.proxy.virtual.VirtualNames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A sidecar on a bus of its own, with a registry that the test plays. */
public final class Mesh implements AutoCloseable {
  public final Vertx vertx;
  public final FakeRegistry registry;
  public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  public final Readiness readiness = new Readiness();
  public final Drain drain = new Drain();
  final Management management = new Management();
  public final Sidecar sidecar;

  /** Starts a sidecar on free ports; flags as on the command line, the last one of a key counts. */
  public static Mesh with(String... flags) {
    return new Mesh(Vertx.vertx(), flags);
  }

  /** The same on the transport of the process, where the machine has it. */
  public static Mesh onNativeTransport(boolean preferred, String... flags) {
    return new Mesh(Vertx.vertx(new VertxOptions().setPreferNativeTransport(preferred)), flags);
  }

  private Mesh(Vertx vertx, String... flags) {
    this.vertx = vertx;
    this.registry = new FakeRegistry(vertx);
    Map<String, String> all = new LinkedHashMap<>();
    Stream.concat(
            Stream.of("--egress.port=0", "--ingress.port=0", "--view.folder="), Stream.of(flags))
        .forEach(flag -> all.put(flag.substring(0, flag.indexOf('=')), flag));
    var node = new NodeContext(vertx, meters, readiness, drain, management);
    sidecar = get(Sidecar.deploy(node, ProxySettings.of(all.values().toArray(new String[0]))));
    await().until(() -> readiness.missing().isEmpty());
  }

  /** Waits for a future, briefly. */
  public static <T> T get(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Registers a service and waits until the sidecar knows it so. */
  public void service(String name, int... ports) {
    registry.service(name, ports);
    awaitPorts(name, ports);
  }

  /** Waits until the sidecar's route leads to these ports and no others. */
  public void awaitPorts(String name, int... ports) {
    var expected = Arrays.stream(ports).boxed().sorted().toList();
    await().until(() -> expected.equals(portsOf(name)));
  }

  /** Says this about the traffic of a service and waits until the sidecar knows it. */
  public void policy(String name, TrafficPolicy policy) {
    registry.policy(name, policy);
    await().until(() -> policy.equals(sidecar.routes().table().find(name).policy()));
  }

  private List<Integer> portsOf(String name) {
    var route = sidecar.routes().table().find(name);
    return route == null
        ? List.of()
        : route.endpoints().stream().map(e -> e.address().port()).sorted().toList();
  }

  /** The names that lead to a virtual address. */
  VirtualNames virtualNames() {
    return sidecar.virtualNames();
  }

  public int port() {
    return sidecar.egressPort();
  }

  /** A GET through the egress listener. */
  public RawClient.Answer get(String host, String path) throws IOException {
    return RawClient.get(port(), host, path);
  }

  /** The sum of a counter over all its labels but these. */
  public double count(String meter, String... tags) {
    return meters.find(meter).tags(tags).counters().stream().mapToDouble(c -> c.count()).sum();
  }

  @Override
  public void close() {
    get(vertx.close());
  }
}
