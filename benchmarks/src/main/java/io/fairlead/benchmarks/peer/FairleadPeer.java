package io.fairlead.benchmarks.peer;

import io.fairlead.benchmarks.load.ClosedLoop;
import io.fairlead.benchmarks.load.Measured;
import io.fairlead.benchmarks.load.Workload;
import io.fairlead.benchmarks.process.FreePorts;
import io.fairlead.benchmarks.process.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A registry node of ours with its defaults, but for quotas and throttling. */
public final class FairleadPeer implements Peer {
  private static final String NAMESPACE = "bench.local";
  private static final Duration FILL_MOST = Duration.ofMinutes(15);

  private final String name;
  private final List<String> arguments;
  private final Path folder;
  private final int port;
  private final int linkPort;
  private final int managementPort;
  private final CloudMapCalls calls;
  private final Map<String, String> serviceIds = new HashMap<>();
  private ServerProcess process;

  private record Ports(int api, int link, int management) {}

  private FairleadPeer(String name, List<String> arguments, Path folder, Ports ports) {
    this.name = name;
    this.arguments = List.copyOf(arguments);
    this.folder = folder;
    this.port = ports.api;
    this.linkPort = ports.link;
    this.managementPort = ports.management;
    this.calls = new CloudMapCalls(port);
  }

  /**
   * Starts one and waits until it is ready.
   *
   * @param home the checkout, where the fat jar is built
   * @param folder where it runs and keeps its data
   */
  public static FairleadPeer start(String name, Path home, Path folder, List<String> jvm)
      throws IOException, InterruptedException {
    int cluster = FreePorts.next();
    var peer = of(name, home, folder, jvm, List.of(cluster), cluster, List.of());
    peer.start();
    return peer;
  }

  /**
   * Starts registries that are one cluster, {@code registry-1} and so on, and waits until all are
   * ready.
   *
   * @param nodes how many
   * @param folder where each has a folder by its name
   * @param settings of ours, besides those that all have here
   */
  public static List<FairleadPeer> startCluster(
      int nodes, Path home, Path folder, List<String> jvm, List<String> settings)
      throws IOException, InterruptedException {
    var members = new ArrayList<Integer>();
    for (int i = 0; i < nodes; i++) {
      members.add(FreePorts.next());
    }
    var peers = new ArrayList<FairleadPeer>();
    try {
      for (int i = 0; i < nodes; i++) {
        String name = "registry-" + (i + 1);
        var peer = of(name, home, folder.resolve(name), jvm, members, members.get(i), settings);
        peer.launch();
        peers.add(peer);
      }
      for (var peer : peers) {
        peer.awaitReady();
      }
      return peers;
    } catch (RuntimeException | IOException | InterruptedException e) {
      peers.forEach(FairleadPeer::close);
      throw e;
    }
  }

  private static FairleadPeer of(
      String name,
      Path home,
      Path folder,
      List<String> jvm,
      List<Integer> members,
      int cluster,
      List<String> settings)
      throws IOException {
    var ports = new Ports(FreePorts.next(), FreePorts.next(), FreePorts.next());
    var arguments = new ArrayList<>(jvm);
    arguments.add("-jar");
    arguments.add(home.resolve("registry-verticle/target/registry.jar").toString());
    arguments.addAll(
        List.of(
            "--api.port=" + ports.api,
            "--link.port=" + ports.link,
            "--management.port=" + ports.management,
            "--cluster.port=" + cluster,
            "--cluster.members="
                + members.stream().map(p -> "127.0.0.1:" + p).collect(Collectors.joining(",")),
            "--cluster.name=benchmarks-" + members.get(0),
            "--api.quotas.servicesPerNamespace=100000",
            "--api.quotas.instancesPerNamespace=10000000",
            "--api.quotas.throttle.discoverPerSecond=0"));
    arguments.addAll(settings);
    return new FairleadPeer(name, arguments, folder, ports);
  }

  /** Starts it, again after {@link ServerProcess#kill}, and waits until it is ready. */
  public void start() throws IOException, InterruptedException {
    launch();
    awaitReady();
  }

  private void launch() throws IOException {
    process = ServerProcess.java(name, arguments, folder);
  }

  private void awaitReady() throws InterruptedException {
    process.awaitReady(
        URI.create("http://127.0.0.1:" + managementPort + "/ready"), Duration.ofMinutes(2));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int port() {
    return port;
  }

  /** Where processes of ours link to it. */
  public int linkPort() {
    return linkPort;
  }

  @Override
  public ServerProcess process() {
    return process;
  }

  @Override
  public Measured fill(ClosedLoop client, Content content, int connections)
      throws IOException, InterruptedException {
    String namespace = calls.createNamespace(NAMESPACE);
    for (String service : content.serviceNames()) {
      serviceIds.put(service, calls.createService(namespace, service));
    }
    // Neighbours in this list belong to different services, as in a fleet that starts.
    var requests = new ArrayList<byte[]>();
    for (int i = 0; i < content.instancesEach(); i++) {
      for (String service : content.serviceNames()) {
        requests.add(registration(service, content.instanceIds(service).get(i), ""));
      }
    }
    return client.run(port, connections, Workload.once(requests), FILL_MOST);
  }

  @Override
  public List<byte[]> lookups(Content content) {
    return content.serviceNames().stream()
        .map(service -> CloudMapCalls.encode("DiscoverInstances", lookup(service)))
        .toList();
  }

  /** Registrations that change an instance each, in turn through all services. */
  public Workload registrations(Content content) {
    var turns = IntStream.iterate(0, turn -> turn + 1).iterator();
    var services = content.serviceNames();
    return () -> {
      int turn = turns.nextInt();
      String service = services.get(turn % services.size());
      int round = turn / services.size();
      String id = "%s-instance-%03d".formatted(service, round % content.instancesEach());
      return registration(service, id, ",\"turn\":\"" + turn + "\"");
    };
  }

  @Override
  public int found(String service) throws IOException, InterruptedException {
    return calls.call("DiscoverInstances", lookup(service)).path("Instances").size();
  }

  @Override
  public void close() {
    process.close();
  }

  private static String lookup(String service) {
    return """
    {"NamespaceName":"%s","ServiceName":"%s","MaxResults":100,"HealthStatus":"ALL"}"""
        .formatted(NAMESPACE, service);
  }

  private byte[] registration(String service, String id, String more) {
    return CloudMapCalls.encode(
        "RegisterInstance",
        """
        {"ServiceId":"%s","InstanceId":"%s","Attributes":{"AWS_INSTANCE_IPV4":"%s","AWS_INSTANCE_PORT":"%d",%s%s}}"""
            .formatted(
                serviceIds.get(service),
                id,
                Content.address(id),
                Content.PORT,
                Content.metadata(id),
                more));
  }
}
