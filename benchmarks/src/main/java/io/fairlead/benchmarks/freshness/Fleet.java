package io.fairlead.benchmarks.freshness;

import io.fairlead.benchmarks.dns.ShippedDns;
import io.fairlead.benchmarks.peer.CloudMapCalls;
import io.fairlead.benchmarks.peer.FairleadPeer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Registries and a DNS server with the flags of their containers, and a private namespace in them.
 * The DNS server follows the last registry, calls go to the first.
 */
public final class Fleet implements AutoCloseable {
  private static final int INSTANCES_EACH = 10;
  private static final int BYTE = 256;
  private static final String ZONE = "freshness.local";

  private static final int TTL_SECONDS = 5;

  /** Some that stay, few enough for all of them and one more to fit into every answer. */
  private static final int RESIDENTS = 7;

  private final List<FairleadPeer> registries;
  private final ShippedDns dns;
  private final CloudMapCalls calls;
  private final Subject departing;
  private final Subject ailing;

  private Fleet(List<FairleadPeer> registries, ShippedDns dns, Filling filling) {
    this.registries = registries;
    this.dns = dns;
    this.calls = filling.calls;
    this.departing = filling.departing;
    this.ailing = filling.ailing;
  }

  private record Filling(CloudMapCalls calls, Subject departing, Subject ailing) {}

  /**
   * Starts all, with everything registered that stays.
   *
   * @param home the checkout, where the fat jars are built
   * @param folder where all run and keep their data
   * @param nodes registries, in a cluster
   * @param services that are there besides, with ten instances each
   */
  public static Fleet start(Path home, Path folder, int nodes, int services)
      throws IOException, InterruptedException {
    var jvm = List.of("@" + home.toAbsolutePath().resolve("k8s/containers/registry.options"));
    // By contract a pushed UNHEALTHY waits before it counts, which is not what is measured.
    var settings = List.of("--health.customDelay=0s");
    var registries = FairleadPeer.startCluster(nodes, home, folder, jvm, settings);
    ShippedDns dns = null;
    try {
      var filling = fill(new CloudMapCalls(registries.get(0).port()), services);
      int link = registries.get(nodes - 1).linkPort();
      dns =
          ShippedDns.start(home, folder.resolve("dns"), List.of(), link, UnaryOperator.identity());
      dns.awaitComplete();
      return new Fleet(registries, dns, filling);
    } catch (RuntimeException | IOException | InterruptedException e) {
      if (dns != null) {
        dns.close();
      }
      registries.forEach(FairleadPeer::close);
      throw e;
    }
  }

  private static Filling fill(CloudMapCalls calls, int services)
      throws IOException, InterruptedException {
    String namespace = calls.createDnsNamespace(ZONE);
    for (int i = 0; i < services; i++) {
      String service =
          calls.createAddressService(namespace, "service" + i, TTL_SECONDS, i % 2 == 0);
      for (int j = 0; j < INSTANCES_EACH; j++) {
        calls.register(service, "i-" + j, "10.%d.%d.%d".formatted(i / BYTE, i % BYTE, j + 1));
      }
    }
    return new Filling(
        calls,
        subject(calls, namespace, "departing", false),
        subject(calls, namespace, "ailing", true));
  }

  private static Subject subject(
      CloudMapCalls calls, String namespace, String name, boolean pushedHealth)
      throws IOException, InterruptedException {
    var subject =
        Subject.of(
            name + "." + ZONE,
            calls.createAddressService(namespace, name, TTL_SECONDS, pushedHealth),
            RESIDENTS);
    for (String address : subject.residents()) {
      calls.register(subject.serviceId(), "resident-" + address.replace('.', '-'), address);
    }
    return subject;
  }

  CloudMapCalls calls() {
    return calls;
  }

  /** Where DNS is asked by UDP, on 127.0.0.1. */
  int dnsPort() {
    return dns.port();
  }

  /** A service whose instances come and go. */
  Subject departing() {
    return departing;
  }

  /** A service whose instances' health is pushed. */
  Subject ailing() {
    return ailing;
  }

  @Override
  public void close() {
    dns.close();
    registries.forEach(FairleadPeer::close);
  }
}
