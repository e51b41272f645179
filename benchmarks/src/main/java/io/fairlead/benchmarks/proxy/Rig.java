package io.fairlead.benchmarks.proxy;

import io.fairlead.benchmarks.process.Cores;
import io.fairlead.benchmarks.process.Programs;
import io.fairlead.benchmarks.process.ServerFailure;
import io.fairlead.benchmarks.process.Unprepared;
import io.fairlead.benchmarks.report.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A backend and the proxies before it, all running. */
public final class Rig implements AutoCloseable {
  /** The name of the sidecar. */
  public static final String OURS = FairleadProxy.NAME;

  /** The name of the backend where it stands beside proxies, see {@link #peersAndDirect}. */
  public static final String DIRECT = Direct.NAME;

  private static final Duration ANSWERED_MOST = Duration.ofMinutes(1);

  private final Backend backend;
  private final List<ProxyPeer> peers = new ArrayList<>();

  private Rig(Backend backend) {
    this.backend = backend;
  }

  /** What callers speak to the proxies; what these speak to the backend is always HTTP/1.1. */
  public enum Wire {
    HTTP1,
    /** HTTP/2 without TLS, begun without asking. */
    HTTP2
  }

  /**
   * What to start.
   *
   * @param home the checkout
   * @param work for settings and logs, a folder each
   * @param only names of proxies; all when empty
   * @param proxyJar the sidecar's fat jar
   * @param jvm flags of the sidecar's JVM, besides those that its container has
   */
  public record Plan(
      Path home, Path work, Wire wire, List<String> only, Path proxyJar, List<String> jvm) {
    public Plan {
      only = List.copyOf(only);
      jvm = List.copyOf(jvm);
    }

    /** Where benchmarks/run has compiled our programs in C. */
    public Path programs() {
      return home.toAbsolutePath().resolve(".fairlead/benchmarks");
    }

    private boolean wants(String name) {
      return only.isEmpty() || only.contains(name);
    }
  }

  /** Every proxy that there is, the one that all are compared with first. */
  public static List<String> names() {
    return Stream.concat(
            Stream.of(FairleadProxy.NAME),
            Stream.of(PackagedProxy.values()).map(PackagedProxy::label))
        .toList();
  }

  /**
   * Starts everything and waits until the client is answered by each. What the distribution has and
   * this machine lacks is left out, with a line that says so.
   */
  public static Rig start(Plan plan, Client client) throws IOException, InterruptedException {
    Cores.check();
    Programs.need("taskset", "util-linux", plan.work.resolve("install.log"));
    Console.tell("starting proxies; their logs are in " + plan.work);
    var rig = new Rig(Backend.start(plan.programs(), plan.work.resolve("backend")));
    try {
      rig.startPeers(plan);
      for (var peer : rig.peers) {
        awaitAnswered(peer, client);
      }
      return rig;
    } catch (RuntimeException | IOException | InterruptedException e) {
      rig.close();
      throw e;
    }
  }

  private static void awaitAnswered(ProxyPeer peer, Client client) throws InterruptedException {
    try {
      peer.process().awaitReady(() -> client.isAnswered(peer.port()), ANSWERED_MOST);
    } catch (ServerFailure e) {
      throw new ServerFailure(
          "%s (expected: it answers %s)".formatted(e.getMessage(), client.request()));
    }
  }

  private void startPeers(Plan plan) throws IOException, InterruptedException {
    if (plan.wants(FairleadProxy.NAME)) {
      var build = new FairleadProxy.Build(plan.proxyJar, plan.jvm);
      var folder = plan.work.resolve(FairleadProxy.NAME);
      peers.add(FairleadProxy.start(plan.home, folder, build, backend));
    }
    for (var proxy : PackagedProxy.values()) {
      if (plan.wants(proxy.label())) {
        start(proxy, plan);
      }
    }
    if (peers.isEmpty()) {
      throw new Unprepared("none of the proxies is here: " + plan.only);
    }
  }

  private void start(PackagedProxy proxy, Plan plan) throws IOException, InterruptedException {
    var program = proxy.obtain(plan.work.resolve("install.log"));
    if (program.isEmpty()) {
      Console.tell(
          "%s is left out: it is not on the PATH (Debian: apt-get install %s)"
              .formatted(proxy.label(), proxy.debianPackage()));
      return;
    }
    var folder = plan.work.resolve(proxy.label());
    peers.add(proxy.start(program.get(), folder, plan.wire, backend));
  }

  /** In the order of {@link #names}. */
  public List<ProxyPeer> peers() {
    return List.copyOf(peers);
  }

  /** The same, and the backend itself at the end: what all have in common. */
  public List<ProxyPeer> peersAndDirect() {
    var all = new ArrayList<>(peers);
    all.add(new Direct(backend));
    return all;
  }

  @Override
  public void close() {
    peers.forEach(ProxyPeer::close);
    backend.close();
  }
}
