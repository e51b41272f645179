package io.fairlead.launcher.delegation;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fairlead.launcher.jvm.FatJar;
import io.fairlead.launcher.jvm.Home;
import io.fairlead.launcher.jvm.JvmFlags;
import io.fairlead.launcher.lab.LabNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
  private static final String API = "http://127.0.0.1:7070/";
  private static final Duration WITHIN = Duration.ofMinutes(2);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final LabNamespace lab = new LabNamespace(SERVERS);
  private final Home home;
  private final Path folder;
  private String serviceId;
  private int instances;

  PublicZone(Home home, Path folder) {
    this.home = home;
    this.folder = folder;
    try {
      Files.createDirectories(folder);
      startAbove();
      startOurs();
      fill();
    } catch (IOException e) {
      close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** NSD with the two zones above ours. */
  private void startAbove() throws IOException {
    String start =
        "%s 3600 IN SOA %s admin.test. 1 14400 3600 1209600 3600\n%s 3600 IN NS %s\n%s A "
            + ABOVE
            + "\n";
    write(
        "root.zone",
        start.formatted(".", "ns.root.", ".", "ns.root.", "ns.root."),
        "test. NS ns.test.\nns.test. A " + ABOVE + "\n");
    var delegation =
        IntStream.range(0, SERVERS.size())
            .mapToObj(i -> "%s. NS %s.\n%2$s. A %s\n".formatted(NAME, server(i), SERVERS.get(i)))
            .collect(Collectors.joining());
    write(
        "test.zone",
        start.formatted("test.", "ns.test.", "test.", "ns.test.", "ns.test."),
        delegation);
    write("hints", ". 3600 IN NS ns.root.\nns.root. 3600 IN A " + ABOVE + "\n");
    write(
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
            .formatted(ABOVE, folder));
    lab.start(List.of("nsd", "-d", "-c", folder.resolve("nsd.conf").toString()), log("nsd"));
  }

  private void write(String file, String... parts) throws IOException {
    Files.writeString(folder.resolve(file), String.join("", parts));
  }

  private static String server(int index) {
    return "ns" + (index + 1) + "." + NAME;
  }

  private void startOurs() {
    var registry = List.of("--data.folder=" + folder.resolve("data"), "--management.port=0");
    lab.start(JvmFlags.command(home, FatJar.REGISTRY, registry), log("registry"));
    for (String server : SERVERS) {
      var arguments =
          List.of(
              "--listen.host=" + server,
              "--listen.port=53",
              "--zones.nameServers=" + String.join(",", SERVERS),
              "--view.folder=");
      lab.start(JvmFlags.command(home, FatJar.DNS, arguments), log("dns-" + server));
    }
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }

  private void fill() {
    await("the registry answers; logs in " + folder)
        .atMost(WITHIN)
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptions()
        .until(() -> call("ListNamespaces", "{}").has("Namespaces"));
    call("CreatePublicDnsNamespace", "{\"Name\":\"" + NAME + "\"}");
    await("the namespace is there")
        .atMost(WITHIN)
        .until(() -> !call("ListNamespaces", "{}").at("/Namespaces/0/Id").isMissingNode());
    String namespace = call("ListNamespaces", "{}").at("/Namespaces/0/Id").asText();
    String records = "{\"DnsRecords\":[{\"Type\":\"A\",\"TTL\":60}]}";
    serviceId =
        call(
                "CreateService",
                "{\"Name\":\"www\",\"NamespaceId\":\"%s\",\"DnsConfig\":%s}"
                    .formatted(namespace, records))
            .at("/Service/Id")
            .asText();
    register();
    await("all DNS nodes answer; logs in " + folder)
        .atMost(WITHIN)
        .until(() -> SERVERS.stream().noneMatch(s -> ask(s, "www." + NAME, "A").isEmpty()));
  }

  /** Adds one more instance. */
  void register() {
    instances++;
    call(
        "RegisterInstance",
        ("{\"ServiceId\":\"%s\",\"InstanceId\":\"w-%d\",\"Attributes\":"
                + "{\"AWS_INSTANCE_IPV4\":\"45.90.9.%2$d\",\"AWS_INSTANCE_PORT\":\"443\"}}")
            .formatted(serviceId, instances));
  }

  private JsonNode call(String operation, String body) {
    String answer =
        lab.run(
            "curl",
            "-s",
            "--max-time",
            "20",
            "-H",
            "Content-Type: application/x-amz-json-1.1",
            "-H",
            "X-Amz-Target: Route53AutoNaming_v20170314." + operation,
            "-d",
            body,
            API);
    try {
      var node = JSON.readTree(answer);
      if (node.has("__type") || node.isMissingNode()) {
        throw new IllegalStateException(operation + ": " + answer);
      }
      return node;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The serial of the zone at each of its servers. */
  List<Long> serials() {
    return SERVERS.stream()
        .map(server -> Long.parseLong(ask(server, NAME, "SOA").split(" ", 4)[2]))
        .toList();
  }

  /** What dig shows with {@code +short}. */
  String ask(String server, String name, String type) {
    String answer = lab.run("dig", "@" + server, "+tries=1", "+time=2", "+short", name, type);
    return answer.startsWith(";") ? "" : answer.strip();
  }

  /** What Zonemaster has to say from INFO on, each with level, testcase, tag and args. */
  JsonNode zonemaster() {
    String output =
        lab.run(
            "zonemaster-cli",
            "--no-ipv6",
            "--no-progress",
            "--no-time",
            "--json",
            "--level",
            "INFO",
            "--hints",
            folder.resolve("hints").toString(),
            NAME);
    try {
      return JSON.readTree(output.substring(output.indexOf('[')));
    } catch (IOException | IndexOutOfBoundsException e) {
      throw new IllegalStateException(output, e);
    }
  }

  @Override
  public void close() {
    lab.close();
  }
}
