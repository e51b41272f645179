package io.fairlead.launcher.lab;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fairlead.launcher.jvm.FatJar;
import io.fairlead.launcher.jvm.Home;
import io.fairlead.launcher.jvm.JvmFlags;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Our fat jars at their usual ports, in a network of their own. */
public final class LabFleet implements AutoCloseable {
  /** Where the demo's backend runs. */
  public static final String BACKEND = "127.0.7.1";

  private static final String API = "http://127.0.0.1:7070/";
  private static final String MANAGEMENT = "http://127.0.0.1:15002/";
  private static final Duration WITHIN = Duration.ofMinutes(2);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Puts up what a test needs beside the network itself. */
  public interface Setup {
    /** Starts it, and waits until it is there. */
    void start(LabFleet fleet) throws IOException;
  }

  private final LabNamespace lab;
  private final Home home;
  private final Path folder;

  /**
   * Starts it all; nothing is left when that fails.
   *
   * @param addresses of the network, besides loopback
   * @param folder for logs and data
   */
  public LabFleet(Home home, Path folder, List<String> addresses, Setup setup) {
    this.home = home;
    this.folder = folder;
    this.lab = new LabNamespace(addresses);
    try {
      Files.createDirectories(folder);
      setup.start(this);
    } catch (IOException e) {
      close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** A file of that name. */
  public Path file(String name) {
    return folder.resolve(name);
  }

  /** What a program prints; see {@link LabNamespace#run}. */
  public String run(String... command) {
    return lab.run(command);
  }

  /** Starts a program that ends with the network. */
  public void start(String name, List<String> command) {
    lab.start(command, file(name + ".log"));
  }

  /** Starts one of ours. */
  public void start(FatJar jar, String name, String... arguments) {
    start(name, JvmFlags.command(home, jar, List.of(arguments)));
  }

  /** A registry node. */
  public void startRegistry() {
    start(FatJar.REGISTRY, "registry", "--data.folder=" + file("data"), "--management.port=0");
  }

  /** A task with the demo's backend, which others know as {@code backend:8080}. */
  public void startBackend() {
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

  /** Waits until it holds; programs that are not there yet make no difference. */
  public void until(String what, Callable<Boolean> holds) {
    await(what + "; logs in " + folder)
        .atMost(WITHIN)
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptions()
        .until(holds);
  }

  /** A page of the sidecar's management port. */
  public String page(String name) {
    return run("curl", "-s", "--max-time", "10", MANAGEMENT + name);
  }

  /** Waits until the registry answers. */
  public void awaitRegistry() {
    until("the registry answers", () -> call("ListNamespaces", "{}").has("Namespaces"));
  }

  /**
   * Makes a service that DNS answers for, in a namespace of its own, with A records.
   *
   * @param create the operation that makes the namespace
   * @param namespace what it is given
   * @return the service's id
   */
  public String createService(String create, Map<String, String> namespace, String service) {
    call(create, JSON.valueToTree(namespace).toString());
    String name = namespace.get("Name");
    until("namespace " + name + " is there", () -> namespaceId(name) != null);
    return call(
            "CreateService",
            "{\"Name\":\"%s\",\"NamespaceId\":\"%s\",\"DnsConfig\":%s}"
                .formatted(
                    service, namespaceId(name), "{\"DnsRecords\":[{\"Type\":\"A\",\"TTL\":60}]}"))
        .at("/Service/Id")
        .asText();
  }

  private String namespaceId(String name) {
    for (var namespace : call("ListNamespaces", "{}").path("Namespaces")) {
      if (namespace.path("Name").asText().equals(name)) {
        return namespace.path("Id").asText();
      }
    }
    return null;
  }

  /** Asks the Cloud Map API, and fails when it refuses. */
  public JsonNode call(String operation, String body) {
    String answer =
        run(
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

  @Override
  public void close() {
    lab.close();
  }
}
