package io.fairlead.launcher.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fairlead.launcher.policy.ServiceName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A registry's policies and one sidecar's metrics, over HTTP; each look at it is 1,000 requests.
 */
final class PlayedMesh implements AutoCloseable {
  static final ServiceName SERVICE = new ServiceName("backend", "demo.local");
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int REQUESTS = 1000;

  private final HttpServer server;
  private final double success;
  private ObjectNode policy = JSON.createObjectNode();
  private long version;
  private final long[] counts = new long[3];

  /** The weights of the new part, as they were asked for; -1 for a policy without a split. */
  final List<Integer> weights = new CopyOnWriteArrayList<>();

  /** Whether somebody else changes the policy behind each look. */
  volatile boolean meddling;

  /**
   * @param success share of the new part's requests
   */
  PlayedMesh(double success) throws IOException {
    this.success = success;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/policies/demo.local/backend", this::policy);
    server.createContext("/metrics", this::metrics);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  synchronized ObjectNode policy() {
    return policy;
  }

  private synchronized void policy(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("PUT")) {
      String wanted = exchange.getRequestHeaders().getFirst("If-Match");
      if (!("\"" + version + "\"").equals(wanted)) {
        answer(
            exchange,
            412,
            "{\"error\":\"PreconditionFailed\",\"message\":\"has version " + version + "\"}");
        return;
      }
      policy = (ObjectNode) JSON.readTree(exchange.getRequestBody());
      version++;
      weights.add(weight(policy));
    }
    var held = JSON.createObjectNode().put("version", version);
    held.set("trafficPolicy", policy);
    answer(exchange, 200, held.toString());
  }

  private static int weight(JsonNode policy) {
    return policy.at("/routes/0/split/0/weight").asInt(-1);
  }

  private synchronized void metrics(HttpExchange exchange) throws IOException {
    int weight = Math.max(0, weight(policy));
    int asked = REQUESTS * weight / 100;
    counts[0] += (long) (asked * success);
    counts[1] += asked - (long) (asked * success);
    counts[2] += REQUESTS - asked;
    if (meddling) {
      version++;
    }
    answer(exchange, 200, page());
  }

  private String page() {
    String to = new Target(null, Map.of("version", "v2")).label(SERVICE);
    String from = new Target(null, Map.of("version", "v1")).label(SERVICE);
    String service = SERVICE.toString();
    return series(service, "release", to, "ok", counts[0])
        + series(service, "release", to, "failed", counts[1])
        + series(service, "release", from, "ok", counts[2]);
  }

  /** One line of a metrics page. */
  static String series(
      String service, String rule, String destination, String outcome, long value) {
    return "mesh_proxy_split_requests_total{destination=\"%s\",outcome=\"%s\",rule=\"%s\",service=\"%s\"} %s.0\n"
        .formatted(destination, outcome, rule, service, value);
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
