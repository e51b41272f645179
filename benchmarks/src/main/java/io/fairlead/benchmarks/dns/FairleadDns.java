package io.fairlead.benchmarks.dns;

import io.fairlead.benchmarks.peer.CloudMapCalls;
import io.fairlead.benchmarks.peer.FairleadPeer;
import io.fairlead.benchmarks.process.Cores;
import io.fairlead.benchmarks.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Our DNS server as it is shipped, linked to a registry that holds the names. The registry lives on
 * the client's core and has nothing to do once the names are there.
 */
public final class FairleadDns implements DnsPeer {
  /** As it is shown. */
  public static final String NAME = "fairlead";

  private static final Duration START_MOST = Duration.ofMinutes(1);

  private final FairleadPeer registry;
  private final ShippedDns server;

  private FairleadDns(FairleadPeer registry, ShippedDns server) {
    this.registry = registry;
    this.server = server;
  }

  /**
   * Starts both, fills the registry and waits until DNS answers with what it holds.
   *
   * @param home the checkout, where the fat jars are built
   * @param folder where both run and keep their data
   * @param jvm flags of the DNS server's JVM, besides those that its container has
   */
  public static FairleadDns start(Path home, Path folder, List<String> jvm)
      throws IOException, InterruptedException {
    var registry =
        FairleadPeer.start("registry", home, folder.resolve("registry"), List.of("-Xmx256m"));
    ShippedDns server = null;
    try {
      Cores.CLIENT.take(registry.process());
      fill(new CloudMapCalls(registry.port()));
      server =
          ShippedDns.start(
              home, folder.resolve("dns"), jvm, registry.linkPort(), Cores.SERVER::pinned);
      int port = server.port();
      var last = Names.last();
      server
          .process()
          .awaitReady(
              () -> Question.answers(port, last.full()) == last.addresses().size(), START_MOST);
      return new FairleadDns(registry, server);
    } catch (RuntimeException | IOException | InterruptedException e) {
      if (server != null) {
        server.close();
      }
      registry.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int port() {
    return server.port();
  }

  @Override
  public ServerProcess process() {
    return server.process();
  }

  @Override
  public void close() {
    server.close();
    registry.close();
  }

  private static void fill(CloudMapCalls calls) throws IOException, InterruptedException {
    String namespace = calls.createDnsNamespace(Names.ZONE);
    for (var name : Names.all()) {
      String service =
          calls.createAddressService(namespace, name.label(), Names.TTL_SECONDS, false);
      for (String address : name.addresses()) {
        calls.register(service, "i-" + address.replace('.', '-'), address);
      }
    }
  }
}
