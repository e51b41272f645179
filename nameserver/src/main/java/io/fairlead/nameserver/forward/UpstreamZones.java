package io.fairlead.nameserver.forward;

import io.fairlead.nameserver.message.DnsName;
import io.fairlead.nameserver.message.Name;
import io.fairlead.nameserver.message.Query;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Which upstreams are asked for which names; one that is named twice is the same one. */
final class UpstreamZones {
  private final Map<InetSocketAddress, Upstream> byAddress = new LinkedHashMap<>();
  private final Map<Name, List<Upstream>> byZone = new HashMap<>();

  UpstreamZones(ForwardSettings settings) {
    byZone.put(DnsName.ROOT, upstreams("forward.upstreams", settings.upstreams(), settings));
    settings
        .zones()
        .forEach(
            (zone, texts) ->
                byZone.put(
                    DnsName.parse(zone).orElseThrow(),
                    upstreams("forward.zones." + zone, texts, settings)));
  }

  private List<Upstream> upstreams(String subject, List<String> texts, ForwardSettings settings) {
    Function<InetSocketAddress, Upstream> made =
        address -> new Upstream(address, settings.failures(), settings.asideFor().toNanos());
    return texts.stream()
        .map(text -> byAddress.computeIfAbsent(UpstreamAddress.parse(subject, text), made))
        .distinct()
        .toList();
  }

  /** All that there are, once each, the general ones first. */
  Collection<Upstream> all() {
    return byAddress.values();
  }

  /** Those of the longest zone that holds the name; none when nobody is to be asked for it. */
  List<Upstream> of(Query query) {
    int labels = query.labels();
    for (int skipped = 0; skipped < labels; skipped++) {
      var upstreams = byZone.get(query.name(skipped));
      if (upstreams != null) {
        return upstreams;
      }
    }
    return byZone.get(DnsName.ROOT);
  }
}
