package io.fairlead.registry.api;

import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** One TCP connection to the API, for what no proper client would send. */
final class RawConnection implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  /** What came back; header names in lower case. */
  record Answer(int status, Map<String, String> headers, String body) {
    JsonObject json() {
      return new JsonObject(body);
    }

    String type() {
      return json().getString("__type");
    }

    String message() {
      return json().getString("Message");
    }
  }

  RawConnection(int port) throws IOException {
    this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
    this.socket.setSoTimeout(10_000);
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /** A well-formed request of an operation. */
  Answer call(String operation, String body) throws IOException {
    return call(operation, body.getBytes(StandardCharsets.UTF_8));
  }

  Answer call(String operation, byte[] body) throws IOException {
    send(head(operation, body.length));
    send(body);
    return answer();
  }

  static String head(String operation, long length) {
    return """
        POST / HTTP/1.1\r
        Host: data-whatever.example:1\r
        Content-Type: application/x-amz-json-1.1\r
        X-Amz-Target: Route53AutoNaming_v20170314.%s\r
        Content-Length: %d\r
        \r
        """
        .formatted(operation, length);
  }

  void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  Answer answer() throws IOException {
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    var headers = new HashMap<String, String>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      String[] header = line.split(": ", 2);
      headers.put(header[0].toLowerCase(Locale.ROOT), header[1]);
    }
    byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    return new Answer(status, headers, new String(body, StandardCharsets.UTF_8));
  }

  /** Whether the other side has closed, waiting for it. */
  boolean isClosedByServer() throws IOException {
    try {
      return in.read() == -1;
    } catch (SocketException reset) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c == -1) {
        throw new EOFException("closed after '" + line + "'");
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }
}
