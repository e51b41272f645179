package io.fairlead.benchmarks.dns;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fairlead.benchmarks.process.FreePorts;
import io.fairlead.benchmarks.process.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A process of our DNS server with the flags of its container.
 *
 * @param port where it is asked by UDP, on 127.0.0.1
 * @param management its management port
 */
public record ShippedDns(ServerProcess process, int port, int management) implements AutoCloseable {
  private static final Duration START_MOST = Duration.ofMinutes(1);

  /**
   * Starts one and waits until it has read the catalog.
   *
   * @param home the checkout, where the fat jar is built
   * @param folder where it runs and keeps its data
   * @param jvm flags of its JVM, besides those that its container has
   * @param link the link port of the registry that it follows
   * @param placed makes of its command one that puts it where it shall run
   */
  public static ShippedDns start(
      Path home, Path folder, List<String> jvm, int link, UnaryOperator<List<String>> placed)
      throws IOException, InterruptedException {
    int port = FreePorts.nextForDns();
    int management = FreePorts.next();
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
    var process = ServerProcess.start(FairleadDns.NAME, placed.apply(command), folder);
    try {
      process.awaitReady(URI.create("http://127.0.0.1:" + management + "/ready"), START_MOST);
      return new ShippedDns(process, port, management);
    } catch (RuntimeException | InterruptedException e) {
      process.close();
      throw e;
    }
  }

  /**
   * Waits until it takes what its registry lacks for gone. A registry that starts empty is
   * incomplete for as long as instances have to register again, and until then nothing that is
   * missing is dropped from answers.
   */
  public void awaitComplete() throws InterruptedException {
    var client = HttpClient.newHttpClient();
    var page = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + "/view"));
    var json = new ObjectMapper();
    process.awaitReady(
        () ->
            json.readTree(client.send(page.build(), BodyHandlers.ofString()).body())
                .path("complete")
                .asBoolean(),
        START_MOST);
  }

  @Override
  public void close() {
    process.close();
  }
}
