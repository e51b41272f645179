package io.fairlead.proxy.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.fairlead.proxy.relay.Fields;
import io.netty.buffer.ByteBuf;
import java.util.Locale;
import java.util.Set;

/** Reads the fields out of a head that was written here; for those who do not take its bytes. */
final class HeadText {
  private static final Set<String> FRAMING =
      Set.of("host", "content-length", "transfer-encoding", "connection", "upgrade");

  private HeadText() {}

  /** All fields but Host and those that frame the message; after the first line. */
  static Fields fields(ByteBuf head) {
    var fields = new Fields();
    String text = head.toString(ISO_8859_1);
    int at = text.indexOf("\r\n") + 2;
    while (at < text.length()) {
      int end = text.indexOf("\r\n", at);
      if (end <= at) {
        break;
      }
      int colon = text.indexOf(':', at);
      String name = text.substring(at, colon).toLowerCase(Locale.ROOT);
      if (!FRAMING.contains(name)) {
        fields.add(name, text.substring(colon + 1, end).trim());
      }
      at = end + 2;
    }
    return fields;
  }
}
