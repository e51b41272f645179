package io.fairlead.demo.program;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * A plain HTTP address that the user gave.
 *
 * @param host a name or an IP address, never null
 * @param port 1 to 65535
 * @param path with its query; "/" when none was given
 */
public record HttpAddress(String host, int port, String path) {

  /**
   * Reads {@code http://host[:port][/path]}; the port defaults to 80.
   *
   * @param option who asks, for the message
   * @throws ProgramFailure when it is anything else
   */
  public static HttpAddress parse(String option, String text) {
    try {
      var uri = new URI(text);
      int port = uri.getPort() == -1 ? 80 : uri.getPort();
      if ("http".equalsIgnoreCase(uri.getScheme())
          && uri.getHost() != null
          && port > 0
          && port <= 65535) {
        return new HttpAddress(unbracketed(uri.getHost()), port, pathAndQuery(uri));
      }
    } catch (URISyntaxException e) {
      throw refused(option, text);
    }
    throw refused(option, text);
  }

  /** Host and port as they stand in a {@code Host} header. */
  public String authority() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static String pathAndQuery(URI uri) {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  private static ProgramFailure refused(String option, String text) {
    return new ProgramFailure(
        option + " '" + text + "' is not an address (expected: http://host:port/path)");
  }
}
