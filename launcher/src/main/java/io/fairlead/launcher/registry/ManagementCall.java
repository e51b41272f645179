package io.fairlead.launcher.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Calls a page of a registry node that takes or gives a whole catalog. Blocks. */
final class ManagementCall {
  private static final int CONNECT_MILLIS = 2_000;
  private static final int ANSWER_MILLIS = 120_000;
  private static final int REASON_BYTES_MAX = 4_096;

  private ManagementCall() {}

  /** Fails with a line that says what to do. */
  static void get(URI page, OutputStream to) throws IOException {
    var connection = open(page);
    try (var body = answer(connection, page)) {
      body.transferTo(to);
    }
  }

  /** Sends a file; fails with a line that says what to do. */
  static String post(URI page, Path file) throws IOException {
    long length = Files.size(file);
    var connection = open(page);
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(length);
    try (var to = connection.getOutputStream()) {
      Files.copy(file, to);
    }
    try (var body = answer(connection, page)) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static HttpURLConnection open(URI page) throws IOException {
    var connection = (HttpURLConnection) page.toURL().openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(ANSWER_MILLIS);
    return connection;
  }

  private static InputStream answer(HttpURLConnection connection, URI page) throws IOException {
    int status = connection.getResponseCode();
    if (status == HttpURLConnection.HTTP_OK) {
      return connection.getInputStream();
    }
    try (var error = connection.getErrorStream()) {
      String reason =
          error == null
              ? ""
              : new String(error.readNBytes(REASON_BYTES_MAX), StandardCharsets.UTF_8).strip();
      throw new IOException(page + " answered " + status + ": " + reason);
    }
  }
}
