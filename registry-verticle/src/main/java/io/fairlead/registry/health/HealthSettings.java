package io.fairlead.registry.health;

import io.fairlead.node.net.AddressRange;
import io.fairlead.node.settings.Setting;
import java.time.Duration;
import java.util.List;

/**
 * How the registry checks instances of services with a {@code HealthCheckConfig}, and how long it
 * waits with a pushed status. The defaults are Route 53's (Developer Guide, "How Amazon Route 53
 * determines whether a health check is healthy") and Cloud Map's.
 *
 * @param interval between two checks of an instance, give or take a tenth
 * @param concurrencyMax further checks wait
 * @param connectTimeout of HTTP and HTTPS checks
 * @param answerTimeout from a connection to the answer's status, and for a TLS handshake
 * @param tcpConnectTimeout of TCP checks
 * @param allow ranges that may be checked, see {@link TargetPolicy}
 * @param deny ranges that may not be checked, see {@link TargetPolicy}
 * @param verifyCertificates whether an HTTPS check believes only a certificate of an authority that
 *     this JVM trusts, and made out to the instance's address. Route 53 does not look at it: a
 *     check asks whether somebody answers, and trusts nothing that is said
 * @param customDelay how long a pushed UNHEALTHY waits for a HEALTHY that takes it back
 */
public record HealthSettings(
    @Setting(value = "30s", doc = "Time between two checks of an instance", min = 1000)
        Duration interval,
    @Setting(value = "256", doc = "Checks under way at once", min = 1, max = 10000)
        int concurrencyMax,
    @Setting(
            value = "4s",
            doc = "How long an HTTP or HTTPS check may take to connect",
            min = 1,
            max = 60000)
        Duration connectTimeout,
    @Setting(
            value = "2s",
            doc = "How long a connected HTTP or HTTPS check waits for an answer",
            min = 1,
            max = 60000)
        Duration answerTimeout,
    @Setting(value = "10s", doc = "How long a TCP check may take to connect", min = 1, max = 60000)
        Duration tcpConnectTimeout,
    @Setting(
            value = "",
            doc = "Ranges that may be checked although a wider one may not, such as 127.0.0.0/8")
        List<String> allow,
    @Setting(value = "", doc = "Ranges that may not be checked, such as 10.1.0.0/16")
        List<String> deny,
    @Setting(value = "false", doc = "Whether HTTPS checks verify certificates; Route 53 does not")
        boolean verifyCertificates,
    @Setting(
            value = "30s",
            doc = "How long a custom UNHEALTHY waits for a HEALTHY before it takes effect",
            min = 0,
            max = 3600000)
        Duration customDelay) {

  public HealthSettings {
    allow = List.copyOf(allow);
    deny = List.copyOf(deny);
    requireRanges("allow", allow);
    requireRanges("deny", deny);
  }

  private static void requireRanges(String name, List<String> ranges) {
    for (String range : ranges) {
      try {
        AddressRange.parse(range);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
      }
    }
  }
}
