package io.fairlead.dns.zone;

import io.fairlead.nameserver.message.RecordValue;
import io.fairlead.nameserver.message.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An instance's custom attributes as TXT records: one record of strings {@code key=value}, as DNS
 * service discovery reads it (RFC 6763 §6.3). An attribute that is too long for one string has a
 * record to itself, of strings that are to be joined (RFC 7208 §3.3).
 */
final class AttributeTexts {
  private AttributeTexts() {}

  /** In order of the keys; empty for no attributes. */
  static List<RecordValue> of(Map<String, String> attributes) {
    List<RecordValue> values = new ArrayList<>();
    List<Text> strings = new ArrayList<>();
    new TreeMap<>(attributes)
        .forEach(
            (key, value) -> {
              byte[] pair = (key + "=" + value).getBytes(StandardCharsets.UTF_8);
              if (pair.length <= Text.BYTES_MAX) {
                strings.add(Text.of(pair));
              } else {
                values.add(new RecordValue.Txt(parts(pair)));
              }
            });
    if (!strings.isEmpty()) {
      values.add(0, new RecordValue.Txt(strings));
    }
    return values;
  }

  private static List<Text> parts(byte[] pair) {
    List<Text> parts = new ArrayList<>();
    for (int at = 0; at < pair.length; at += Text.BYTES_MAX) {
      parts.add(Text.of(Arrays.copyOfRange(pair, at, Math.min(pair.length, at + Text.BYTES_MAX))));
    }
    return parts;
  }
}
