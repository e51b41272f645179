package io.fairlead.proxy.http2;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fairlead.proxy.exchange.LocalResponse;

/**
 * What the proxy's own answers are to gRPC: the one table. Where gRPC has no word of its own it is
 * what its clients make of the status of HTTP (gRPC, "HTTP to gRPC Status Code Mapping"), as Envoy
 * does it, too.
 */
final class GrpcStatus {
  private static final int CANCELLED = 1;
  private static final int DEADLINE_EXCEEDED = 4;
  private static final int RESOURCE_EXHAUSTED = 8;
  private static final int UNIMPLEMENTED = 12;
  private static final int INTERNAL = 13;
  private static final int UNAVAILABLE = 14;

  private GrpcStatus() {}

  /** The code for a failure; by its name, since that is all that an answer has. */
  static int of(LocalResponse response) {
    return switch (response.failure()) {
      case "Cancelled" -> CANCELLED;
      case "DeadlineExceeded", "RequestTimeout" -> DEADLINE_EXCEEDED;
      case "RequestTooLarge", "TargetTooLong", "RateLimited" -> RESOURCE_EXHAUSTED;
      case "NoRoute", "NotSupported", "VersionNotSupported" -> UNIMPLEMENTED;
      case "InvalidRequest", "InvalidBody", "Unexpected" -> INTERNAL;
      // ConnectFailed, UpstreamReset, StreamRefused, InvalidResponse, NoHealthyEndpoint, NotReady,
      // Shed, Overflow, Fault: another attempt, later or elsewhere, may go well.
      default -> UNAVAILABLE;
    };
  }

  /** As grpc-message has to be encoded: all but printable ASCII, and the percent sign. */
  static String encoded(String message) {
    var encoded = new StringBuilder(message.length());
    for (byte octet : message.getBytes(UTF_8)) {
      if (octet >= ' ' && octet <= '~' && octet != '%') {
        encoded.append((char) octet);
      } else {
        encoded.append(String.format("%%%02X", octet & 0xFF));
      }
    }
    return encoded.toString();
  }
}
