package io.fairlead.proxy.settings;

import io.fairlead.node.settings.Setting;
import io.fairlead.proxy.tls.TlsMode;
import java.time.Duration;
import java.util.List;

/**
 * Mutual TLS between sidecars.
 *
 * @param mode how far
 * @param certificate null for none, as all three files
 * @param plaintextTo as {@code service.namespace}
 */
public record TlsSettings(
    @Setting(
            value = "off",
            doc =
                "off; permissive: with TLS where the other end can; strict: with TLS or not at all")
        TlsMode mode,
    @Setting(
            value = Setting.ABSENT,
            doc = "PEM file of the sidecar's certificate and those that vouch for it")
        String certificate,
    @Setting(value = Setting.ABSENT, doc = "PEM file of its key, not encrypted") String key,
    @Setting(
            value = Setting.ABSENT,
            doc = "PEM file of the authorities that are believed, the trust bundle")
        String bundle,
    @Setting(
            value = "[]",
            doc =
                "Services, as service.namespace, that are called without TLS although the mode is"
                    + " strict, such as databases without a sidecar")
        List<String> plaintextTo,
    @Setting(value = "10s", doc = "How long a handshake may take", min = 10, max = 600000)
        Duration handshakeTimeout,
    @Setting(
            value = "1s",
            doc =
                "How long a caller of a TCP service may be silent before it counts as one without"
                    + " TLS, in mode permissive",
            min = 10,
            max = 600000)
        Duration detectTimeout,
    @Setting(value = "5s", doc = "How often the files are looked at", min = 10, max = 86400000)
        Duration reloadInterval) {

  public TlsSettings {
    plaintextTo = List.copyOf(plaintextTo);
    boolean given = certificate != null && key != null && bundle != null;
    if (mode != TlsMode.OFF && !given) {
      throw new IllegalArgumentException(
          "tls.mode is not off without tls.certificate, tls.key and tls.bundle (expected: all"
              + " three)");
    }
  }
}
