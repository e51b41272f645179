package io.fairlead.proxy.settings;

import io.fairlead.node.settings.Setting;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One port that takes requests from outside.
 *
 * @param host null means the task's
 * @param port 0 picks a free one
 * @param certificates the first one also serves clients that name no host, or one that no
 *     certificate is for; none for a port without TLS
 * @param redirectToHttps a listener either redirects or has routes
 * @param requestBytesMax null for no limit
 * @param errorPage null for none
 */
public record GatewayListenerSettings(
    @Setting(value = Setting.ABSENT, doc = "Address of the listener; the task's when absent")
        String host,
    @Setting(doc = "Port of the listener", min = 0, max = 65535) int port,
    @Setting(value = "[]", doc = "Certificates; the port speaks TLS when there are any")
        List<GatewayCertificateSettings> certificates,
    @Setting(value = "false", doc = "Whether every request is answered with 308 to https")
        boolean redirectToHttps,
    @Setting(value = "443", doc = "Port that is redirected to", min = 1, max = 65535)
        int redirectPort,
    @Setting(value = "[]", doc = "Which requests go to which service")
        List<GatewayRouteSettings> routes,
    @Setting(
            value = Setting.ABSENT,
            doc = "Length of a request's body at most, in bytes; no limit when absent",
            min = 0)
        Long requestBytesMax,
    @Setting(
            value = Setting.ABSENT,
            doc = "HTML file that is shown in place of the one-line text of a failure")
        String errorPage,
    @Setting(
            value = "false",
            doc = "Whether clients are believed what they say in forwarded fields")
        boolean trustForwarded,
    @Setting(
            value = "false",
            doc = "Whether clients are told the cause of a failure, with names and addresses")
        boolean failureDetails) {

  public GatewayListenerSettings {
    certificates = List.copyOf(certificates);
    routes = List.copyOf(routes);
    if (redirectToHttps && !(routes.isEmpty() && certificates.isEmpty())) {
      throw new IllegalArgumentException(
          "redirectToHttps is true for a listener with routes or certificates (expected: neither;"
              + " they belong to the listener that is redirected to)");
    }
    if (!redirectToHttps && routes.isEmpty()) {
      throw new IllegalArgumentException(
          "routes is empty (expected: one or more, or redirectToHttps)");
    }
    if (errorPage != null && errorPage.isBlank()) {
      throw new IllegalArgumentException(
          "errorPage is empty (expected: the path of a file, or no setting)");
    }
    Set<List<String>> seen = new HashSet<>();
    for (var route : routes) {
      if (!seen.add(List.of(route.hostOrAny(), route.pathOrAny()))) {
        throw new IllegalArgumentException(
            "routes have " + route.describe() + " twice (expected: each once)");
      }
    }
  }
}
