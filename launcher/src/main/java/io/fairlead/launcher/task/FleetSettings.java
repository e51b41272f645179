package io.fairlead.launcher.task;

import io.fairlead.launcher.jvm.Home;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a fleet runs.
 *
 * @param home where the jars are
 * @param folder gets logs and files of this run
 * @param registries how many registry nodes to start; 0 to use those of {@code links}
 * @param links link addresses, host:port, of registry nodes that run already
 * @param ports where the control plane listens
 * @param addresses where the tasks live
 * @param otherApi the API of the registry nodes that run already; null for the usual address
 */
public record FleetSettings(
    Home home,
    Path folder,
    int registries,
    List<String> links,
    ControlPorts ports,
    TaskAddresses addresses,
    URI otherApi) {

  public FleetSettings {
    links = List.copyOf(links);
  }

  /** A fleet that finds an API that it needs at the usual address. */
  public FleetSettings(
      Home home,
      Path folder,
      int registries,
      List<String> links,
      ControlPorts ports,
      TaskAddresses addresses) {
    this(home, folder, registries, links, ports, addresses, null);
  }

  /** A fleet with its own registry nodes at the usual ports. */
  public static FleetSettings own(Home home, Path folder, int registries) {
    return new FleetSettings(
        home, folder, registries, List.of(), ControlPorts.usual(), TaskAddresses.usual());
  }

  /** A fleet that uses registry nodes that run already. */
  public static FleetSettings linked(Home home, Path folder, List<String> links) {
    return new FleetSettings(home, folder, 0, links, ControlPorts.usual(), TaskAddresses.usual());
  }

  /** The API of a registry node. */
  URI api() {
    return registries == 0 && otherApi != null
        ? otherApi
        : URI.create("http://" + ports.registryHost(1) + ":" + ports.api());
  }

  /** The link addresses of all registry nodes, whoever started them. */
  public List<String> allLinks() {
    if (registries == 0) {
      return links;
    }
    var own = new ArrayList<String>();
    for (int node = 1; node <= registries; node++) {
      own.add(ports.registryHost(node) + ":" + ports.link());
    }
    return own;
  }

  /** Where the processes of this run keep what they want to know when they start again. */
  public Path kept() {
    return folder.resolve("data");
  }

  /** The same, with logs and settings files in this folder. */
  public FleetSettings in(Path run) {
    return new FleetSettings(home, run, registries, links, ports, addresses, otherApi);
  }
}
