package io.fairlead.launcher.naming;

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
import java.util.ArrayList;
import java.util.List;

/**
 * A network of its own with a registry node, a DNS server that is the resolver so far, and a task
 * that only calls others, whose sidecar is told {@code --dns}. What runs as the task's application
 * sees a resolv.conf that names the sidecar, and nothing else is set for it.
 */
final class NamedHost implements AutoCloseable {
  /** Where the sidecar answers: the address of a task that is told none. */
  private static final String SIDECAR = "127.0.0.1";

  private static final String RESOLVER_SO_FAR = "127.0.0.2";
  private static final String BACKEND = "127.0.7.1";
  private static final String API = "http://127.0.0.1:7070/";
  private static final Duration WITHIN = Duration.ofMinutes(2);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Mounts its first two arguments over the system's files, for what it runs alone. */
  private static final String MOUNT =
      "mount --bind \"$1\" /etc/resolv.conf && mount --bind \"$2\" /etc/nsswitch.conf"
          + " && shift 2 && exec \"$@\"";

  private final LabNamespace lab = new LabNamespace(List.of());
  private final Home home;
  private final Path folder;

  NamedHost(Home home, Path folder) {
    this.home = home;
    this.folder = folder;
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("resolv.conf"), "nameserver " + SIDECAR + "\n");
      Files.writeString(folder.resolve("nsswitch.conf"), "hosts: files dns\n");
      // As an operator leaves it who puts the sidecar before what was there.
      Files.writeString(
          folder.resolve("host-resolv.conf"),
          "nameserver " + SIDECAR + "\nnameserver " + RESOLVER_SO_FAR + "\n");
      start();
    } catch (IOException e) {
      close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private void start() {
    start(
        FatJar.REGISTRY,
        "registry",
        "--data.folder=" + folder.resolve("data"),
        "--management.port=0");
    start(
        FatJar.DNS,
        "dns",
        "--listen.host=" + RESOLVER_SO_FAR,
        "--listen.port=53",
        "--view.folder=");
    start(
        FatJar.PROXY,
        "sidecar",
        "--dns",
        "--dns.resolvConf=" + folder.resolve("host-resolv.conf"),
        "--task.namespace=demo.local",
        "--view.folder=");
    await("the registry answers; logs in " + folder)
        .atMost(WITHIN)
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptions()
        .until(() -> call("ListNamespaces", "{}").has("Namespaces"));
    call("CreateHttpNamespace", "{\"Name\":\"demo.local\"}");
    await("the sidecar is ready")
        .atMost(WITHIN)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () ->
                lab.run("curl", "-s", "--max-time", "5", "http://127.0.0.1:15002/ready")
                    .equals("ready\n"));
  }

  private void start(FatJar jar, String name, String... arguments) {
    lab.start(JvmFlags.command(home, jar, List.of(arguments)), folder.resolve(name + ".log"));
  }

  /** Starts a task with the demo's backend, which others know as {@code backend:8080}. */
  void startBackend() {
    start(FatJar.DEMO, "backend", "backend", "--host=" + BACKEND, "--port=8080");
    start(
        FatJar.PROXY,
        "backend-sidecar",
        "--task.namespace=demo.local",
        "--task.id=backend-1",
        "--task.host=" + BACKEND,
        "--view.folder=",
        "--services=[{\"portName\":\"http\",\"discoveryName\":\"backend\",\"containerPort\":8080,"
            + "\"clientAliases\":[{\"port\":8080,\"dnsName\":\"backend\"}]}]");
  }

  /** Registers something that has no sidecar, which the resolver so far knows. */
  void registerElsewhere(String namespace, String service, String address) {
    call("CreatePrivateDnsNamespace", "{\"Name\":\"" + namespace + "\",\"Vpc\":\"vpc-1\"}");
    await("the namespace is there")
        .atMost(WITHIN)
        .until(() -> idOf(call("ListNamespaces", "{}").path("Namespaces"), namespace) != null);
    String records = "{\"DnsRecords\":[{\"Type\":\"A\",\"TTL\":60}]}";
    String serviceId =
        call(
                "CreateService",
                "{\"Name\":\"%s\",\"NamespaceId\":\"%s\",\"DnsConfig\":%s}"
                    .formatted(
                        service,
                        idOf(call("ListNamespaces", "{}").path("Namespaces"), namespace),
                        records))
            .at("/Service/Id")
            .asText();
    call(
        "RegisterInstance",
        "{\"ServiceId\":\"%s\",\"InstanceId\":\"one\",\"Attributes\":{\"AWS_INSTANCE_IPV4\":\"%s\"}}"
            .formatted(serviceId, address));
  }

  private static String idOf(JsonNode namespaces, String name) {
    for (var namespace : namespaces) {
      if (namespace.path("Name").asText().equals(name)) {
        return namespace.path("Id").asText();
      }
    }
    return null;
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

  /** What a program prints that runs as the task's application does. */
  String asApplication(String... command) {
    var all = new ArrayList<>(List.of("unshare", "-m", "sh", "-c", MOUNT, "sh"));
    all.add(folder.resolve("resolv.conf").toString());
    all.add(folder.resolve("nsswitch.conf").toString());
    all.addAll(List.of(command));
    return lab.run(all.toArray(String[]::new)).strip();
  }

  @Override
  public void close() {
    lab.close();
  }
}
