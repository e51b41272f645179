package io.fairlead.registry.lease;

import io.fairlead.node.settings.Setting;
import java.time.Duration;

/**
 * How long registrations of sidecars live, and what is made for them.
 *
 * @param duration granted to a registration that asks for none, and added to every lease when time
 *     itself cannot be trusted
 * @param durationMax a longer one is cut
 * @param sweep how often leases are looked through
 * @param freezeMin fewer leases of a namespace that fall silent together are believed to be gone
 * @param settle how long, besides one duration, a registry that starts empty is taken for
 *     incomplete
 * @param dnsTtl of the records of services that a registration makes
 * @param soaTtl how long a negative DNS answer may be kept in namespaces that a registration makes
 * @param vpc the network of namespaces that a registration makes
 */
public record LeaseSettings(
    @Setting(value = "10s", doc = "How long a registration lives that asks for no time")
        Duration duration,
    @Setting(value = "5m", doc = "How long a registration may live unless renewed")
        Duration durationMax,
    @Setting(value = "1s", doc = "How often leases are looked through") Duration sweep,
    @Setting(
            value = "5",
            doc = "How many leases of a namespace have to fall silent at once to be kept",
            min = 1,
            max = 1000000)
        int freezeMin,
    @Setting(
            value = "5s",
            doc = "How long, besides one lease, a registry that starts empty counts as incomplete")
        Duration settle,
    @Setting(value = "60s", doc = "DNS TTL of services made by a registration") Duration dnsTtl,
    @Setting(value = "15s", doc = "SOA TTL of namespaces made by a registration") Duration soaTtl,
    @Setting(value = "vpc-fairlead", doc = "Network of namespaces made by a registration")
        String vpc) {

  public LeaseSettings {
    requirePositive("duration", duration);
    requirePositive("durationMax", durationMax);
    requirePositive("sweep", sweep);
  }

  private static void requirePositive(String name, Duration value) {
    if (value.toMillis() < 1) {
      throw new IllegalArgumentException(
          name + ": " + value.toMillis() + " ms (expected: 1 ms or more)");
    }
  }
}
