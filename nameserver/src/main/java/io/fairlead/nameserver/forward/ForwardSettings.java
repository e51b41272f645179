package io.fairlead.nameserver.forward;

import io.fairlead.nameserver.message.DnsName;
import io.fairlead.node.settings.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Who is asked for the names that are not answered here, and how patiently. Without any upstream,
 * such names are refused.
 *
 * @param upstreams resolvers for all names, used in this order
 * @param zones resolvers for the names in some zones; the longest zone that holds a name decides
 * @param timeout how long one try waits before the next one begins
 * @param tries for one question, over all its upstreams; timeout times tries is what an asker waits
 *     at most, 1.8 s by default (RFC 8767 §5)
 * @param pendingMax askers that wait at once, over all event loops; more get SERVFAIL
 * @param responseBytesMax a longer one is treated as none
 * @param failures tries in a row without any response that put an upstream aside
 * @param asideFor how often an upstream that is aside gets a copy of a question, to see whether it
 *     is back
 * @param cache what is kept
 */
public record ForwardSettings(
    @Setting(
            value = "",
            doc =
                "Resolvers for names that are not ours, address or address:port, first the ones to"
                    + " prefer; empty refuses such names")
        List<String> upstreams,
    @Setting(
            value = "{}",
            doc =
                "Resolvers for the names in a zone, a JSON object such as"
                    + " {\"corp.example\":[\"10.0.0.2\"]}; the longest zone decides")
        Map<String, List<String>> zones,
    @Setting(
            value = "600ms",
            doc = "How long one try at an upstream waits before the next begins",
            min = 10,
            max = 60000)
        Duration timeout,
    @Setting(value = "3", doc = "Tries for one question, over all upstreams", min = 1, max = 16)
        int tries,
    @Setting(
            value = "1000",
            doc = "Askers that wait for upstreams at once; further ones get SERVFAIL",
            min = 1,
            max = 100000)
        int pendingMax,
    @Setting(
            value = "65535",
            doc = "Longest response taken from an upstream, in bytes",
            min = 512,
            max = 65535)
        int responseBytesMax,
    @Setting(
            value = "3",
            doc = "Tries in a row without a response that put an upstream aside",
            min = 1,
            max = 1000)
        int failures,
    @Setting(
            value = "10s",
            doc = "How often an upstream that is aside is tried with a copy of a question",
            min = 10,
            max = 3600000)
        Duration asideFor,
    ForwardCacheSettings cache) {

  /** Checks every address and zone. */
  public ForwardSettings {
    upstreams.forEach(text -> UpstreamAddress.parse("forward.upstreams", text));
    zones.forEach(ForwardSettings::check);
  }

  /** Whether any name is forwarded. */
  public boolean isOn() {
    return !upstreams.isEmpty() || !zones.isEmpty();
  }

  private static void check(String zone, List<String> upstreams) {
    String subject = "forward.zones." + zone;
    if (DnsName.parse(zone).filter(name -> !name.isRoot()).isEmpty()) {
      throw new IllegalArgumentException(
          "forward.zones has \""
              + zone
              + "\" (expected: a domain name such as corp.example; upstreams for all names belong"
              + " into forward.upstreams)");
    }
    if (upstreams.isEmpty()) {
      throw new IllegalArgumentException(
          subject + " is empty (expected: at least one address; leave the zone out otherwise)");
    }
    upstreams.forEach(text -> UpstreamAddress.parse(subject, text));
  }
}
