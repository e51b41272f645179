package io.fairlead.launcher.check;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Asks a registry node one cheap question, as an AWS client would. */
final class CloudMapProbe {
  private static final int TIMEOUT_MILLIS = 2000;

  /** What was wrong with the answer; empty when nothing. */
  Optional<String> failure(InetSocketAddress api) {
    try {
      int status = ask(api);
      return status == 200
          ? Optional.empty()
          : Optional.of("answers " + status + " to ListNamespaces: is that a registry node?");
    } catch (IOException e) {
      return Optional.of("does not answer: " + e.getMessage());
    }
  }

  private static int ask(InetSocketAddress api) throws IOException {
    var url = URI.create("http://" + api.getHostString() + ":" + api.getPort() + "/").toURL();
    var connection = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Content-Type", "application/x-amz-json-1.1");
    connection.setRequestProperty("X-Amz-Target", "Route53AutoNaming_v20170314.ListNamespaces");
    connection.setDoOutput(true);
    connection.getOutputStream().write("{}".getBytes(StandardCharsets.UTF_8));
    return connection.getResponseCode();
  }
}
