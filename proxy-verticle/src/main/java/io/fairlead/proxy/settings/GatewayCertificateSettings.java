package io.fairlead.proxy.settings;

import io.fairlead.node.settings.Setting;
import java.util.List;

/**
 * A certificate and its key.
 *
 * @param hosts empty means those that the certificate names itself
 */
public record GatewayCertificateSettings(
    @Setting(doc = "PEM file of the certificate and those that vouch for it") String certificate,
    @Setting(doc = "PEM file of its key, PKCS#8 or PKCS#1 or SEC 1, not encrypted") String key,
    @Setting(value = "[]", doc = "Hosts that it is for, such as shop.example.com or *.example.com")
        List<String> hosts) {

  public GatewayCertificateSettings {
    hosts = hosts.stream().map(HostPatterns::canonical).toList();
  }
}
