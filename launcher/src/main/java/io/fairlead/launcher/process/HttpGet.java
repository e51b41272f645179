package io.fairlead.launcher.process;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A blocking GET with the platform's oldest client: it costs a fraction of the newer one's start,
 * and speaks to forward proxies without looking names up itself.
 */
public final class HttpGet {
  static final int TIMEOUT_MILLIS = 1000;
  private static final int BODY_BYTES_MAX = 1 << 20;

  private HttpGet() {}

  /**
   * An answer.
   *
   * @param body at most 1 MiB of it, empty when there is none
   */
  public record Answer(int status, String body) {
    /** The body up to its first line break. */
    public String firstLine() {
      return body.lines().findFirst().orElse("");
    }
  }

  /** Fails when there is no answer within a second. */
  public static Answer direct(URI url) throws IOException {
    return get(url, Proxy.NO_PROXY, TIMEOUT_MILLIS);
  }

  /** Through a forward proxy, such as a sidecar's egress listener. */
  public static Answer through(InetSocketAddress proxy, URI url, Duration within)
      throws IOException {
    return get(url, new Proxy(Proxy.Type.HTTP, proxy), (int) within.toMillis());
  }

  private static Answer get(URI url, Proxy proxy, int readMillis) throws IOException {
    var connection = (HttpURLConnection) url.toURL().openConnection(proxy);
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(readMillis);
    connection.setUseCaches(false);
    int status = connection.getResponseCode();
    try (InputStream body =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return new Answer(status, body == null ? "" : text(body));
    }
  }

  private static String text(InputStream body) throws IOException {
    return new String(body.readNBytes(BODY_BYTES_MAX), StandardCharsets.UTF_8);
  }
}
