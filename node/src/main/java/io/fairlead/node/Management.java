package io.fairlead.node;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/**
 * What a process tells about itself on its management port, beside {@code /live}, {@code /ready}
 * and {@code /metrics}: roles add their own pages and name their listeners. Safe for any thread.
 */
public final class Management {
  private final Map<String, Supplier<JsonObject>> pages = new ConcurrentSkipListMap<>();
  private final Map<String, Exchange> exchanges = new ConcurrentSkipListMap<>();
  private final Map<String, String> listeners = new ConcurrentSkipListMap<>();

  /**
   * Adds or replaces a page, answered with 200 and JSON.
   *
   * @param path begins with a slash and is matched whole
   * @param page makes the answer anew for each request, on the management port's event loop: it
   *     must not block; null is answered with 404
   */
  public void get(String path, Supplier<JsonObject> page) {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("path " + path + " (expected: a leading slash)");
    }
    pages.put(path, page);
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

  /** In order of path. */
  Iterable<String> paths() {
    var all = new TreeSet<>(pages.keySet());
    all.addAll(exchanges.keySet());
    return all;
  }

  /** Addresses by name, in order of name; a live view. */
  public Map<String, String> listeners() {
    return listeners;
  }
}
