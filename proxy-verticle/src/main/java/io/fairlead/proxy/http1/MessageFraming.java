package io.fairlead.proxy.http1;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * How long a message's body is, from its fields (RFC 9112 §6), and what its Connection field says.
 * Filled in field by field; one per event loop, used again.
 */
final class MessageFraming {
  /** No length was told. */
  static final long NONE = -1;

  private static final int LENGTH_DIGITS_MAX = 18;
  private static final byte[] CHUNKED = "chunked".getBytes(US_ASCII);

  private long contentLength;
  private boolean chunked;
  private int transferEncodings;
  private boolean unknownCoding;
  private String defect;

  void clear() {
    contentLength = NONE;
    chunked = false;
    transferEncodings = 0;
    unknownCoding = false;
    defect = null;
  }

  void contentLength(byte[] octets, int start, int end) {
    if (contentLength != NONE) {
      defect = "more than one Content-Length (expected: one)";
      return;
    }
    long length = 0;
    for (int i = start; i < end; i++) {
      int digit = octets[i] - '0';
      if (digit < 0 || digit > 9) {
        defect = "Content-Length is no number (expected: digits only)";
        return;
      }
      length = length * 10 + digit;
    }
    if (start == end || end - start > LENGTH_DIGITS_MAX) {
      defect = "Content-Length has " + (end - start) + " digits (expected: 1 to 18)";
      return;
    }
    contentLength = length;
  }

  void transferEncoding(byte[] octets, int start, int end) {
    transferEncodings++;
    if (Octets.equalsIgnoreCase(octets, start, end, CHUNKED)) {
      chunked = true;
    } else {
      unknownCoding = true;
    }
  }

  /** To be asked after the last field: why the framing cannot be believed, null when it can. */
  String defect() {
    if (defect != null) {
      return defect;
    }
    if (transferEncodings > 0 && contentLength != NONE) {
      return "both Content-Length and Transfer-Encoding (expected: one of them)";
    }
    return transferEncodings > 1 ? "Transfer-Encoding more than once (expected: once)" : null;
  }

  /** Whether there is a transfer coding other than chunked alone. */
  boolean hasUnknownCoding() {
    return unknownCoding;
  }

  boolean isChunked() {
    return chunked;
  }

  boolean hasTransferEncoding() {
    return transferEncodings > 0;
  }

  /** {@link #NONE} when not told. */
  long contentLength() {
    return contentLength;
  }
}
