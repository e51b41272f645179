package io.fairlead.benchmarks.peer;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fairlead.benchmarks.load.ClosedLoop;
import io.fairlead.benchmarks.load.Measured;
import io.fairlead.benchmarks.load.Workload;
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
import java.util.Locale;

/**
 * A Eureka server of Spring Cloud with its defaults, its response cache among them. Two settings
 * differ: it has no other node to talk to, and does not close connections after 100 requests.
 */
public final class EurekaPeer implements Peer {
  private static final String ACCEPT = "Accept: application/json\r\n";
  private static final Duration FILL_MOST = Duration.ofMinutes(5);

  private final ServerProcess process;
  private final int port;

  private EurekaPeer(ServerProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it and waits until it answers.
   *
   * @param home the checkout, where {@code benchmarks/run} has built it
   */
  public static EurekaPeer start(Path home, Path folder, List<String> jvm)
      throws IOException, InterruptedException {
    int port = FreePorts.next();
    var built = home.resolve("benchmarks/eureka/target");
    var arguments = new ArrayList<>(jvm);
    arguments.addAll(
        List.of(
            "-cp",
            built.resolve("classes") + ":" + built.resolve("lib") + "/*",
            "io.fairlead.benchmarks.eureka.EurekaServer",
            "--server.port=" + port,
            "--server.address=127.0.0.1",
            "--server.tomcat.max-keep-alive-requests=-1",
            "--eureka.client.register-with-eureka=false",
            "--eureka.client.fetch-registry=false"));
    var process = ServerProcess.java("eureka", arguments, folder);
    process.awaitReady(
        URI.create("http://127.0.0.1:" + port + "/eureka/apps"), Duration.ofMinutes(2));
    return new EurekaPeer(process, port);
  }

  @Override
  public String name() {
    return "eureka";
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
  public Measured fill(ClosedLoop client, Content content, int connections)
      throws InterruptedException {
    var requests = new ArrayList<byte[]>();
    for (String service : content.serviceNames()) {
      content.instanceIds(service).forEach(id -> requests.add(registration(service, id)));
    }
    return client.run(port, connections, Workload.once(requests), FILL_MOST);
  }

  @Override
  public List<byte[]> lookups(Content content) {
    return content.serviceNames().stream()
        .map(service -> HttpText.get(path(service), ACCEPT))
        .toList();
  }

  @Override
  public int found(String service) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path(service)))
            .header("Accept", "application/json")
            .build();
    var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    return new ObjectMapper().readTree(answer.body()).at("/application/instance").size();
  }

  @Override
  public void close() {
    process.close();
  }

  private static String path(String service) {
    return "/eureka/apps/" + service.toUpperCase(Locale.ROOT);
  }

  private static byte[] registration(String service, String id) {
    String body =
        """
        {"instance":{"instanceId":"%1$s","hostName":"%2$s","app":"%3$s","ipAddr":"%2$s","status":"UP",
        "port":{"$":%4$d,"@enabled":"true"},"securePort":{"$":443,"@enabled":"false"},"vipAddress":"%5$s",
        "dataCenterInfo":{"@class":"com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo","name":"MyOwn"},
        "leaseInfo":{"renewalIntervalInSecs":30,"durationInSecs":86400},"metadata":{%6$s}}}
        """
            .formatted(
                id,
                Content.address(id),
                service.toUpperCase(Locale.ROOT),
                Content.PORT,
                service,
                Content.metadata(id));
    return HttpText.post(path(service), "Content-Type: application/json\r\n", body);
  }
}
