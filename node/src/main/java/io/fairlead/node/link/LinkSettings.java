package io.fairlead.node.link;

import io.fairlead.node.settings.Setting;
import java.time.Duration;
import java.util.List;

/**
 * How a process reaches the registry nodes.
 *
 * @param registries every registry node's link address; one is used at a time
 * @param backoffMin the first wait after a failed connection, before jitter
 * @param backoffMax the longest wait
 * @param connectTimeout how long one connection may take
 * @param pingInterval how often a silent link is asked whether it lives
 * @param pendingMax requests that may wait for an answer; more fail at once
 * @param requestBytesMax a longer request fails at once; registry nodes take no longer frames
 * @param queuedBytesMax while more waits for the registry node to read it, requests fail at once
 * @param frameBytesMax a registry node that sends a longer frame is left for another one
 */
public record LinkSettings(
    @Setting(value = "127.0.0.1:7071", doc = "Link addresses of all registry nodes, host:port")
        List<String> registries,
    @Setting(value = "50ms", doc = "First wait before connecting again, before jitter")
        Duration backoffMin,
    @Setting(value = "2s", doc = "Longest wait before connecting again") Duration backoffMax,
    @Setting(value = "1s", doc = "How long one connection attempt may take")
        Duration connectTimeout,
    @Setting(value = "2s", doc = "How often a link is asked whether it lives")
        Duration pingInterval,
    @Setting(value = "1024", doc = "Requests that may wait for an answer", min = 1, max = 1000000)
        int pendingMax,
    @Setting(value = "1048576", doc = "Longest request, in bytes", min = 1024, max = 67108864)
        int requestBytesMax,
    @Setting(
            value = "262144",
            doc = "Bytes of requests that may wait for a registry node to read them",
            min = 1024,
            max = 67108864)
        int queuedBytesMax,
    @Setting(
            value = "16777216",
            doc = "Longest frame taken from a registry node, in bytes",
            min = 65536,
            max = 268435456)
        int frameBytesMax) {

  /** The hosts of {@link #registries}: names or addresses, IPv6 without brackets. */
  public List<String> hosts() {
    return registries.stream().map(r -> RegistryAddress.parse(r).host()).toList();
  }
}
