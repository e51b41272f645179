package io.fairlead.proxy.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * What a message's Connection fields say (RFC 9110 §7.6.1). Filled in field by field; one per event
 * loop, used again.
 */
final class ConnectionOptions {
  private static final byte[] CLOSE = "close".getBytes(US_ASCII);
  private static final byte[] KEEP_ALIVE = "keep-alive".getBytes(US_ASCII);
  private static final byte[] UPGRADE = "upgrade".getBytes(US_ASCII);

  private boolean close;
  private boolean keepAlive;
  private boolean upgrade;
  private Set<String> nominated = Set.of();

  void clear() {
    close = false;
    keepAlive = false;
    upgrade = false;
    nominated = Set.of();
  }

  void add(byte[] octets, int start, int end) {
    int at = start;
    while (at < end) {
      int comma = at;
      while (comma < end && octets[comma] != ',') {
        comma++;
      }
      token(octets, at, comma);
      at = comma + 1;
    }
  }

  private void token(byte[] octets, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && (octets[start] == ' ' || octets[start] == '\t')) {
      start++;
    }
    while (end > start && (octets[end - 1] == ' ' || octets[end - 1] == '\t')) {
      end--;
    }
    if (Octets.equalsIgnoreCase(octets, start, end, CLOSE)) {
      close = true;
    } else if (Octets.equalsIgnoreCase(octets, start, end, KEEP_ALIVE)) {
      keepAlive = true;
    } else if (Octets.equalsIgnoreCase(octets, start, end, UPGRADE)) {
      upgrade = true;
    } else if (end > start) {
      nominate(new String(octets, start, end - start, ISO_8859_1));
    }
  }

  private void nominate(String name) {
    if (nominated.isEmpty()) {
      nominated = new HashSet<>();
    }
    nominated.add(name.toLowerCase(Locale.ROOT));
  }

  boolean isClose() {
    return close;
  }

  boolean isKeepAlive() {
    return keepAlive;
  }

  boolean isUpgrade() {
    return upgrade;
  }

  /** Whether fields are named that are for this connection only. */
  boolean hasNominated() {
    return !nominated.isEmpty();
  }

  boolean isNominated(String name) {
    return nominated.contains(name.toLowerCase(Locale.ROOT));
  }
}
