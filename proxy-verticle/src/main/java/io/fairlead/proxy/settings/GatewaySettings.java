package io.fairlead.proxy.settings;

import io.fairlead.node.settings.Setting;
import java.time.Duration;
import java.util.List;

/**
 * The way in from outside.
 *
 * @param listeners empty for a sidecar that is no gateway
 */
public record GatewaySettings(
    @Setting(value = "[]", doc = "Ports that take requests from outside; see docs/gateway.md")
        List<GatewayListenerSettings> listeners,
    @Setting(
            value = "10s",
            doc =
                "How long a client may take for its ClientHello, and for the rest of the handshake",
            min = 10,
            max = 600000)
        Duration handshakeTimeout,
    @Setting(
            value = "16384",
            doc = "Length of a ClientHello at most, in bytes",
            min = 512,
            max = 65535)
        int helloBytesMax,
    @Setting(
            value = "5s",
            doc = "How often the files of certificates are looked at",
            min = 10,
            max = 86400000)
        Duration certificateInterval) {

  public GatewaySettings {
    listeners = List.copyOf(listeners);
  }
}
