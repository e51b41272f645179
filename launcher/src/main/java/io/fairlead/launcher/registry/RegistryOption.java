package io.fairlead.launcher.registry;

import io.fairlead.node.StartFailure;
import java.net.URI;
import picocli.CommandLine.Option;

/** Which registry is meant. */
final class RegistryOption {
  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = "Management port of any registry node; default: ${DEFAULT-VALUE}.",
      defaultValue = "http://127.0.0.1:7072")
  private String url;

  /** The registry of the given page. */
  URI page(String path) {
    try {
      var at = URI.create(url);
      if (at.getHost() == null || !"http".equals(at.getScheme())) {
        throw new IllegalArgumentException("no http address");
      }
      return at.resolve(path);
    } catch (IllegalArgumentException e) {
      throw new StartFailure(
          "--registry is " + url + " (expected: a management port, such as http://127.0.0.1:7072)");
    }
  }
}
