package io.fairlead.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.Hazelcast;
import io.fairlead.catalog.bus.Bus;
import io.fairlead.catalog.view.CatalogReader;
import io.fairlead.catalog.view.ReaderSettings;
import io.fairlead.node.Drain;
import io.fairlead.node.Node;
import io.fairlead.node.NodeContext;
import io.fairlead.node.Readiness;
import io.fairlead.node.RunningNode;
import io.fairlead.node.link.BusLink;
import io.fairlead.node.link.LinkRole;
import io.fairlead.node.link.LinkSettings;
import io.fairlead.node.settings.SettingsReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Real registry nodes and those who link to them, in this JVM, on free loopback ports. */
final class RegistryFleet implements AutoCloseable {
  private static final int CLUSTER_PORT = 5701;
  private static final int LINK_PORT = 7171;
  private static final int API_PORT = 7070;
  private static final Random RANDOM = new Random();

  private final String cluster = "test-" + UUID.randomUUID();
  private final List<String> settings;

  /** An address of its own, so that no other test and no outgoing connection holds its ports. */
  private final String host = "127." + (16 + RANDOM.nextInt(200)) + "." + byteOf() + "." + byteOf();

  private final String members;
  private final Map<Integer, RunningNode> running = new HashMap<>();
  private final List<Vertx> linked = new ArrayList<>();

  RegistryFleet(int nodes, String... settings) {
    this.settings = List.of(settings);
    this.members =
        IntStream.range(0, nodes)
            .mapToObj(i -> host + ":" + (CLUSTER_PORT + i))
            .collect(Collectors.joining(","));
  }

  private static int byteOf() {
    return 1 + RANDOM.nextInt(250);
  }

  String api(int index) {
    return "http://" + host + ":" + (API_PORT + index) + "/";
  }

  /** A node's management port. */
  String management(int index) {
    return "http://127.0.0.1:" + running.get(index).managementPort();
  }

  void start(int index) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "--cluster.name=" + cluster,
                "--cluster.host=" + host,
                "--cluster.port=" + (CLUSTER_PORT + index),
                "--cluster.members=" + members,
                "--link.host=" + host,
                "--link.port=" + (LINK_PORT + index),
                "--api.host=" + host,
                "--api.port=" + (API_PORT + index),
                "--data.folder="));
    args.addAll(settings);
    running.put(index, Wait.of(Node.start(new RegistryProcess(), args, Map.of())));
  }

  /** Ends a node as kill -9 would: no word to the other members, all sockets closed. */
  void kill(int index) {
    Hazelcast.getAllHazelcastInstances().stream()
        .filter(h -> h.getConfig().getClusterName().equals(cluster))
        .filter(h -> h.getConfig().getNetworkConfig().getPort() == CLUSTER_PORT + index)
        .forEach(h -> h.getLifecycleService().terminate());
    stop(index);
  }

  void stop(int index) {
    Wait.of(running.remove(index).stop());
  }

  /** Done when every node sees so many and would not be missed. */
  void awaitSafe(int nodes) {
    await()
        .untilAsserted(
            () -> {
              assertThat(running.values())
                  .allMatch(n -> n.context().readiness().missing().isEmpty());
              assertThat(Hazelcast.getAllHazelcastInstances())
                  .filteredOn(h -> h.getConfig().getClusterName().equals(cluster))
                  .hasSize(nodes)
                  .allMatch(h -> h.getCluster().getMembers().size() == nodes)
                  .allMatch(h -> h.getPartitionService().isClusterSafe());
            });
  }

  /** Somebody who links to these nodes. */
  Linked link(int... nodes) {
    var vertx = Vertx.vertx();
    linked.add(vertx);
    var registries = IntStream.of(nodes).mapToObj(i -> host + ":" + (LINK_PORT + i)).toList();
    var context = new NodeContext(vertx, new SimpleMeterRegistry(), new Readiness(), new Drain());
    var reader =
        new CatalogReader(
            vertx,
            new ReaderSettings(
                Duration.ofMinutes(1),
                Duration.ofMillis(200),
                Duration.ofSeconds(5),
                Duration.ofMillis(100)));
    Wait.of(
        BusLink.deploy(
            context,
            SettingsReader.read(
                LinkSettings.class,
                List.of(
                    "--registries=" + String.join(",", registries),
                    "--backoffMin=20ms",
                    "--backoffMax=200ms",
                    "--pingInterval=500ms"),
                Map.of()),
            LinkRole.SIDECAR));
    reader.start();
    await().until(() -> context.readiness().missing().isEmpty());
    return new Linked(new Bus(vertx), reader);
  }

  /** The bus as a linked process sees it, and what it reads there. */
  static final class Linked {
    final Bus bus;
    final CatalogReader reader;

    Linked(Bus bus, CatalogReader reader) {
      this.bus = bus;
      this.reader = reader;
    }

    /** How many endpoints it knows of a service. */
    int endpoints(String namespace, String service) {
      return reader.state().service(namespace, service).map(s -> s.endpoints().size()).orElse(0);
    }
  }

  @Override
  public void close() {
    linked.forEach(v -> Wait.of(v.close()));
    running.values().forEach(n -> Wait.of(n.stop()));
  }
}
