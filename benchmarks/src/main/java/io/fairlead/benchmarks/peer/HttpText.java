package io.fairlead.benchmarks.peer;

import java.nio.charset.StandardCharsets;

/** HTTP/1.1 requests as bytes. */
final class HttpText {
  private HttpText() {}

  /**
   * A request without a body.
   *
   * @param headers each ending in CRLF
   */
  static byte[] get(String path, String headers) {
    return ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers + "\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * A request with a body of ASCII.
   *
   * @param headers each ending in CRLF
   */
  static byte[] post(String path, String headers, String body) {
    return "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\n%sContent-Length: %d\r\n\r\n%s"
        .formatted(path, headers, body.length(), body)
        .getBytes(StandardCharsets.US_ASCII);
  }
}
