package io.fairlead.node;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a process tells about itself on its management port, beside {@code /live}, {@code /ready}
 * and {@code /metrics}: roles add their own pages and name their listeners. Safe for any thread.
 */
public final class Management {
  private final Map<String, Supplier<JsonObject>> pages = new ConcurrentSkipListMap<>();
  private final Map<String, Exchange> exchanges = new ConcurrentSkipListMap<>();
  private final Map<String, Supplier<Future<JsonObject>>> actions = new ConcurrentSkipListMap<>();
  private final Map<String, String> listeners = new ConcurrentSkipListMap<>();

  /**
   * Adds or replaces a page, answered with 200 and JSON.
   *
   * @param path begins with a slash and is matched whole
   * @param page makes the answer anew for each request, on the management port's event loop: it
   *     must not block; null is answered with 404
   */
  public void get(String path, Supplier<JsonObject> page) {
    requirePath(path);
    pages.put(path, page);
  }

  /**
   * Adds or replaces something that an operator may ask for by {@code POST}, answered with 200 and
   * JSON, or with 500 when it fails. Only a program on the same machine may, whoever else reaches
   * the management port.
   *
   * @param path begins with a slash and is matched whole; no page has it
   * @param action called for each request, on the management port's event loop; must not block
   */
  public void post(String path, Supplier<Future<JsonObject>> action) {
    requirePath(path);
    actions.put(path, action);
  }

  /**
   * Tells who listens where, for the line that is logged when the process is ready and for {@code
   * GET /}, where those who start a process on port 0 find out.
   *
   * @param name such as {@code egress}, {@code dns-udp}
   * @param port the one that was bound, never 0
   */
  public void listening(String name, String host, int port) {
    listeners.put(name, (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
  }

  /**
   * Adds or replaces a page that takes more than a moment.
   *
   * @param path begins with a slash and is matched whole
   */
  public void exchange(String path, Exchange exchange) {
    exchanges.put(path, exchange);
  }

  Optional<Exchange> exchange(String path) {
    return Optional.ofNullable(exchanges.get(path));
  }

  Optional<Supplier<JsonObject>> page(String path) {
    return Optional.ofNullable(pages.get(path));
  }

  Optional<Supplier<Future<JsonObject>>> action(String path) {
    return Optional.ofNullable(actions.get(path));
  }

  /** In order of path; what is asked for by {@code POST} says so. */
  List<String> paths() {
    var got =
        Stream.concat(
            pages.keySet().stream(),
            exchanges.entrySet().stream()
                .filter(e -> e.getValue().method().equals(HttpMethod.GET))
                .map(Map.Entry::getKey));
    var posted =
        Stream.concat(
            actions.keySet().stream(),
            exchanges.entrySet().stream()
                .filter(e -> e.getValue().method().equals(HttpMethod.POST))
                .map(Map.Entry::getKey));
    return Stream.concat(got.sorted(), posted.sorted().map(path -> "POST " + path)).toList();
  }

  private static void requirePath(String path) {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("path " + path + " (expected: a leading slash)");
    }
  }

  /** Addresses by name, in order of name; a live view. */
  public Map<String, String> listeners() {
    return listeners;
  }
}
