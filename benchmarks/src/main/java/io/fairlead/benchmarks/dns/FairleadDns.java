package io.fairlead.benchmarks.dns;

import io.fairlead.benchmarks.peer.CloudMapCalls;
import io.fairlead.benchmarks.peer.FairleadPeer;
import io.fairlead.benchmarks.process.Cores;
import io.fairlead.benchmarks.process.FreePorts;
import io.fairlead.benchmarks.process.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
  private final int port;
  private final ServerProcess process;

  private FairleadDns(FairleadPeer registry, int port, ServerProcess process) {
    this.registry = registry;
    this.port = port;
    this.process = process;
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
    ServerProcess process = null;
    try {
      Cores.CLIENT.take(registry.process());
      fill(new CloudMapCalls(registry.port()));
      int port = FreePorts.nextForDns();
      int management = FreePorts.next();
      var command = command(home, jvm, port, management, registry.linkPort());
      process = ServerProcess.start(NAME, Cores.SERVER.pinned(command), folder.resolve("dns"));
      process.awaitReady(URI.create("http://127.0.0.1:" + management + "/ready"), START_MOST);
      var last = Names.last();
      process.awaitReady(
          () -> Question.answers(port, last.full()) == last.addresses().size(), START_MOST);
      return new FairleadDns(registry, port, process);
    } catch (RuntimeException | IOException | InterruptedException e) {
      if (process != null) {
        process.close();
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
    return port;
  }

  @Override
  public ServerProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
    registry.close();
  }

  private static List<String> command(
      Path home, List<String> jvm, int port, int management, int link) {
    var command = new ArrayList<String>();
    // As the launcher has it: glibc keeps few heaps of its own.
    command.addAll(List.of("env", "MALLOC_ARENA_MAX=2", ServerProcess.java()));
    command.add("@" + home.toAbsolutePath().resolve("k8s/containers/dns.options"));
    command.addAll(jvm);
    command.add("-jar");
    command.add(home.toAbsolutePath().resolve("dns-verticle/target/dns.jar").toString());
    command.addAll(
        List.of(
            "--listen.port=" + port,
            "--management.port=" + management,
            "--link.registries=127.0.0.1:" + link));
    return command;
  }

  private static void fill(CloudMapCalls calls) throws IOException, InterruptedException {
    String namespace = calls.createDnsNamespace(Names.ZONE);
    for (var name : Names.all()) {
      String service =
          calls
              .call(
                  "CreateService",
                  """
                  {"Name":"%s","NamespaceId":"%s","DnsConfig":{"RoutingPolicy":"MULTIVALUE",
                  "DnsRecords":[{"Type":"A","TTL":%d}]}}"""
                      .formatted(name.label(), namespace, Names.TTL_SECONDS))
              .at("/Service/Id")
              .asText();
      for (String address : name.addresses()) {
        calls.call(
            "RegisterInstance",
            """
            {"ServiceId":"%s","InstanceId":"i-%s","Attributes":{"AWS_INSTANCE_IPV4":"%s"}}"""
                .formatted(service, address.replace('.', '-'), address));
      }
    }
  }
}
