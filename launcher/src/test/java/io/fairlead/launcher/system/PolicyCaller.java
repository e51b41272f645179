package io.fairlead.launcher.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Changes policies of the demo's services at one registry node. */
final class PolicyCaller {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI api;

  PolicyCaller(URI api) {
    this.api = api;
  }

  /** Puts a document in place of what there is; fails unless it is taken. */
  void put(String service, String document) {
    send(request(service).PUT(BodyPublishers.ofString(document)));
  }

  /** Leaves nothing said. */
  void delete(String service) {
    send(request(service).DELETE());
  }

  private HttpRequest.Builder request(String service) {
    return HttpRequest.newBuilder(api.resolve("/policies/demo.local/" + service))
        .header("Content-Type", "application/json")
        .timeout(Duration.ofSeconds(20));
  }

  private static void send(HttpRequest.Builder asked) {
    var request = asked.build();
    try {
      var response = CLIENT.send(request, BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new IllegalStateException(request + ": " + response.body());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
