package io.fairlead.launcher.policy;

import io.fairlead.node.StartFailure;
import java.net.URI;
import picocli.CommandLine.Option;

/** Which registry is meant. */
public final class ApiOption {
  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = "API port of any registry node; default: ${DEFAULT-VALUE}.",
      defaultValue = "http://127.0.0.1:7070")
  private String url;

  /** Its policies. */
  public PolicyApi api() {
    return new PolicyApi(parse("--registry", url));
  }

  private static URI parse(String option, String url) {
    try {
      var at = URI.create(url);
      if (at.getHost() == null || !"http".equals(at.getScheme())) {
        throw new IllegalArgumentException("no http address");
      }
      return at;
    } catch (IllegalArgumentException e) {
      throw new StartFailure(
          option + " is " + url + " (expected: an API port, such as http://127.0.0.1:7070)");
    }
  }
}
