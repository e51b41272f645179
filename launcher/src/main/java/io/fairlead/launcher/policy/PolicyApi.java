package io.fairlead.launcher.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Policies of a running registry, by the API of any of its nodes. Blocks. */
public final class PolicyApi {
  private static final int CONNECT_MILLIS = 2_000;
  private static final int ANSWER_MILLIS = 30_000;
  private static final int BODY_BYTES_MAX = 4 << 20;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final URI api;

  /**
   * @param api as {@code http://127.0.0.1:7070}
   */
  public PolicyApi(URI api) {
    this.api = api;
  }

  /**
   * A policy as the registry has it.
   *
   * @param version 0 when nothing was ever said
   * @param document the trafficPolicy, empty when nothing is said
   */
  public record Held(long version, ObjectNode document) {}

  /** The registry refuses; tells why, one line each. */
  public static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient List<String> reasons;

    Refused(int status, List<String> reasons) {
      super(String.join("; ", reasons));
      this.status = status;
      this.reasons = List.copyOf(reasons);
    }

    /** Whether there is no such service, or not yet. */
    public boolean isOfNoService() {
      return status == HttpURLConnection.HTTP_NOT_FOUND;
    }

    /** At least one. */
    public List<String> reasons() {
      return reasons;
    }
  }

  /** A service's policy. */
  public Held get(ServiceName service) throws IOException {
    return call("GET", service, null, null);
  }

  /**
   * Puts a policy.
   *
   * @param ifVersion the version to be replaced, null for any
   */
  public Held put(ServiceName service, JsonNode document, Long ifVersion) throws IOException {
    return call("PUT", service, document.toString(), ifVersion);
  }

  Held delete(ServiceName service, Long ifVersion) throws IOException {
    return call("DELETE", service, null, ifVersion);
  }

  private Held call(String method, ServiceName service, String body, Long ifVersion)
      throws IOException {
    var page =
        api.resolve("/policies/" + encoded(service.namespace()) + "/" + encoded(service.service()));
    var connection = (HttpURLConnection) page.toURL().openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(ANSWER_MILLIS);
    connection.setRequestMethod(method);
    if (ifVersion != null) {
      connection.setRequestProperty("If-Match", "\"" + ifVersion + "\"");
    }
    if (body != null) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", "application/json");
      connection.setFixedLengthStreamingMode(bytes.length);
      try (var to = connection.getOutputStream()) {
        to.write(bytes);
      }
    }
    return held(answer(connection, page), page);
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static Held held(JsonNode answer, URI page) throws IOException {
    if (answer.path("trafficPolicy") instanceof ObjectNode document) {
      return new Held(answer.path("version").asLong(), document);
    }
    throw new IOException(page + " answers with no policy (expected: the registry's API port)");
  }

  private static JsonNode answer(HttpURLConnection connection, URI page) throws IOException {
    int status = connection.getResponseCode();
    boolean good = status == HttpURLConnection.HTTP_OK;
    String text;
    try (var body = good ? connection.getInputStream() : connection.getErrorStream()) {
      text =
          body == null ? "" : new String(body.readNBytes(BODY_BYTES_MAX), StandardCharsets.UTF_8);
    }
    var json = json(text);
    if (good && json != null) {
      return json;
    }
    if (json == null || !json.has("error")) {
      throw new IOException(page + " answered " + status + " (expected: the registry's API port)");
    }
    var reasons = new ArrayList<String>();
    json.path("problems").forEach(problem -> reasons.add(problem.asText()));
    throw new Refused(
        status,
        reasons.isEmpty()
            ? List.of(json.path("error").asText() + ": " + json.path("message").asText())
            : reasons);
  }

  /** Null when it is none. */
  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      return null;
    }
  }
}
