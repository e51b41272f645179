package io.fairlead.dns.zone;

import io.fairlead.nameserver.message.DnsName;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The name of an instance below its service. An id is used as it is, dots and all, so that what a
 * client reads in an SRV record can be looked up by any resolver; an id that is no name (a label
 * longer than 63 bytes, or an empty one) is shortened to one label and a checksum.
 */
final class InstanceNames {
  private static final int KEPT_CHARACTERS = 40;

  private InstanceNames() {}

  /** Empty only when service and namespace leave no room. */
  static Optional<DnsName> of(String instanceId, DnsName service) {
    var asIs = instanceId.endsWith(".") ? Optional.<DnsName>empty() : DnsName.parse(instanceId);
    return asIs.filter(name -> !name.isRoot())
        .or(() -> DnsName.parse(shortened(instanceId)))
        .flatMap(name -> name.under(service));
  }

  private static String shortened(String instanceId) {
    var checksum = new CRC32();
    checksum.update(instanceId.getBytes(StandardCharsets.UTF_8));
    String plain = instanceId.replaceAll("[^A-Za-z0-9-]", "-");
    return plain.substring(0, Math.min(plain.length(), KEPT_CHARACTERS))
        + "-"
        + HexFormat.of().toHexDigits((int) checksum.getValue());
  }
}
