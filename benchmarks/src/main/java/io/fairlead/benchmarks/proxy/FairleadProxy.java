package io.fairlead.benchmarks.proxy;

import io.fairlead.benchmarks.peer.CloudMapCalls;
import io.fairlead.benchmarks.peer.FairleadPeer;
import io.fairlead.benchmarks.process.Cores;
import io.fairlead.benchmarks.process.FreePorts;
import io.fairlead.benchmarks.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Our sidecar as it is shipped, with one event loop, linked to a registry in which the two
 * upstreams are a service's instances. The whole chain is on: routing, retries, outlier detection,
 * metrics. The registry lives on the client's core and has nothing to do once the service is there.
 */
final class FairleadProxy implements ProxyPeer {
  static final String NAME = "fairlead";

  private final FairleadPeer registry;
  private final ServerProcess process;
  private final int port;

  private FairleadProxy(FairleadPeer registry, ServerProcess process, int port) {
    this.registry = registry;
    this.process = process;
    this.port = port;
  }

  /**
   * Which proxy.
   *
   * @param jar its fat jar
   * @param jvm flags of its JVM, besides those that its container has
   */
  record Build(Path jar, List<String> jvm) {}

  /**
   * Starts both; the sidecar may not know the service yet.
   *
   * @param home the checkout, where the registry's fat jar is built
   * @param folder where both run and keep their data
   */
  static FairleadProxy start(Path home, Path folder, Build build, Backend backend)
      throws IOException, InterruptedException {
    var registry =
        FairleadPeer.start("registry", home, folder.resolve("registry"), List.of("-Xmx256m"));
    try {
      Cores.CLIENT.take(registry.process());
      register(new CloudMapCalls(registry.port()), backend);
      return sidecar(home.toAbsolutePath(), folder.resolve("proxy"), build, registry);
    } catch (RuntimeException | IOException | InterruptedException e) {
      registry.close();
      throw e;
    }
  }

  private static FairleadProxy sidecar(Path home, Path folder, Build build, FairleadPeer registry)
      throws IOException {
    int port = FreePorts.next();
    // As the launcher has it: glibc keeps few heaps of its own.
    var command = new ArrayList<>(List.of("env", "MALLOC_ARENA_MAX=2", ServerProcess.java()));
    command.add("@" + home.resolve("k8s/containers/proxy.options"));
    command.addAll(build.jvm);
    command.addAll(List.of("-jar", build.jar.toAbsolutePath().toString()));
    command.addAll(
        List.of(
            "--egress.port=" + port,
            "--ingress.port=" + FreePorts.next(),
            "--management.port=" + FreePorts.next(),
            "--link.registries=127.0.0.1:" + registry.linkPort(),
            "--limits.eventLoops=1",
            // Only so that it ends at once.
            "--drain.propagation=0s",
            "--drain.grace=1s"));
    var process = ServerProcess.start(NAME, Cores.SERVER.pinned(command), folder);
    return new FairleadProxy(registry, process, port);
  }

  private static void register(CloudMapCalls calls, Backend backend)
      throws IOException, InterruptedException {
    String namespace = calls.createNamespace(Backend.NAMESPACE);
    String service = calls.createService(namespace, Backend.SERVICE);
    for (int port : backend.ports()) {
      calls.register(service, "i-" + port, "127.0.0.1", port);
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public ServerProcess process() {
    return process;
  }

  @Override
  public boolean compilesInUse() {
    return true;
  }

  @Override
  public void close() {
    process.close();
    registry.close();
  }
}
