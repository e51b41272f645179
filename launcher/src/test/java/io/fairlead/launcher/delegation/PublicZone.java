package io.fairlead.launcher.delegation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fairlead.launcher.jvm.FatJar;
import io.fairlead.launcher.jvm.Home;
import io.fairlead.launcher.lab.LabFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A small Internet: a server of the root and of {@code test.}, which delegates {@code corp.test} to
 * three DNS nodes of ours, and a registry node that they follow.
 */
final class PublicZone implements AutoCloseable {
  static final String NAME = "corp.test";

  /** Nobody's here but ours, and of no range that is reserved for something. */
  static final List<String> SERVERS = List.of("45.90.1.2", "45.90.2.3", "45.90.3.4");

  private static final String ABOVE = "127.0.0.1";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final LabFleet fleet;
  private String serviceId;
  private int instances;

  PublicZone(Home home, Path folder) {
    this.fleet = new LabFleet(home, folder, SERVERS, PublicZone::start);
    try {
      fill();
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private static void start(LabFleet fleet) throws IOException {
    startAbove(fleet);
    startOurs(fleet);
  }

  /** NSD with the two zones above ours. */
  private static void startAbove(LabFleet fleet) throws IOException {
    String start =
        "%s 3600 IN SOA %s admin.test. 1 14400 3600 1209600 3600\n%s 3600 IN NS %s\n%s A "
            + ABOVE
            + "\n";
    write(
        fleet,
        "root.zone",
        start.formatted(".", "ns.root.", ".", "ns.root.", "ns.root."),
        "test. NS ns.test.\nns.test. A " + ABOVE + "\n");
    var delegation =
        IntStream.range(0, SERVERS.size())
            .mapToObj(i -> "%s. NS %s.\n%2$s. A %s\n".formatted(NAME, server(i), SERVERS.get(i)))
            .collect(Collectors.joining());
    write(
        fleet,
        "test.zone",
        start.formatted("test.", "ns.test.", "test.", "ns.test.", "ns.test."),
        delegation);
    write(fleet, "hints", ". 3600 IN NS ns.root.\nns.root. 3600 IN A " + ABOVE + "\n");
    write(
        fleet,
        "nsd.conf",
        """
        server:
          ip-address: %s
          username: ""
          chroot: ""
          zonesdir: "%s"
          database: ""
          pidfile: ""
          xfrdfile: ""
          zonelistfile: "%<s/zone.list"
          xfrdir: "%<s"
        remote-control:
          control-enable: no
        zone:
          name: "."
          zonefile: root.zone
        zone:
          name: "test."
          zonefile: test.zone
        """
            .formatted(ABOVE, fleet.file("")));
    fleet.start("nsd", List.of("nsd", "-d", "-c", fleet.file("nsd.conf").toString()));
  }

  private static void write(LabFleet fleet, String file, String... parts) throws IOException {
    Files.writeString(fleet.file(file), String.join("", parts));
  }

  private static String server(int index) {
    return "ns" + (index + 1) + "." + NAME;
  }

  private static void startOurs(LabFleet fleet) {
    fleet.startRegistry();
    for (String server : SERVERS) {
      fleet.start(
          FatJar.DNS,
          "dns-" + server,
          "--listen.host=" + server,
          "--listen.port=53",
          "--zones.nameServers=" + String.join(",", SERVERS),
          "--view.folder=");
    }
  }

  private void fill() {
    fleet.awaitRegistry();
    serviceId = fleet.createService("CreatePublicDnsNamespace", Map.of("Name", NAME), "www");
    register();
    fleet.until(
        "all DNS nodes answer",
        () -> SERVERS.stream().noneMatch(s -> ask(s, "www." + NAME, "A").isEmpty()));
  }

  /** Adds one more instance. */
  void register() {
    instances++;
    fleet.call(
        "RegisterInstance",
        ("{\"ServiceId\":\"%s\",\"InstanceId\":\"w-%d\",\"Attributes\":"
                + "{\"AWS_INSTANCE_IPV4\":\"45.90.9.%2$d\",\"AWS_INSTANCE_PORT\":\"443\"}}")
            .formatted(serviceId, instances));
  }

  /** The serial of the zone at each of its servers. */
  List<Long> serials() {
    return SERVERS.stream()
        .map(server -> Long.parseLong(ask(server, NAME, "SOA").split(" ", 4)[2]))
        .toList();
  }

  /** What dig shows with {@code +short}. */
  String ask(String server, String name, String type) {
    String answer = fleet.run("dig", "@" + server, "+tries=1", "+time=2", "+short", name, type);
    return answer.startsWith(";") ? "" : answer.strip();
  }

  /** What Zonemaster has to say from INFO on, each with level, testcase, tag and args. */
  JsonNode zonemaster() {
    String output =
        fleet.run(
            "zonemaster-cli",
            "--no-ipv6",
            "--no-progress",
            "--no-time",
            "--json",
            "--level",
            "INFO",
            "--hints",
            fleet.file("hints").toString(),
            NAME);
    try {
      return JSON.readTree(output.substring(output.indexOf('[')));
    } catch (IOException | IndexOutOfBoundsException e) {
      throw new IllegalStateException(output, e);
    }
  }

  @Override
  public void close() {
    fleet.close();
  }
}
