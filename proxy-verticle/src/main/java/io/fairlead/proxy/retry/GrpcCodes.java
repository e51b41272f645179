package io.fairlead.proxy.retry;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The codes of gRPC by their names (gRPC, "Status codes and their use in gRPC"). */
final class GrpcCodes {
  /** Each at its code. */
  private static final List<String> NAMES =
      List.of(
          "OK",
          "CANCELLED",
          "UNKNOWN",
          "INVALID_ARGUMENT",
          "DEADLINE_EXCEEDED",
          "NOT_FOUND",
          "ALREADY_EXISTS",
          "PERMISSION_DENIED",
          "RESOURCE_EXHAUSTED",
          "FAILED_PRECONDITION",
          "ABORTED",
          "OUT_OF_RANGE",
          "UNIMPLEMENTED",
          "INTERNAL",
          "UNAVAILABLE",
          "DATA_LOSS",
          "UNAUTHENTICATED");

  private GrpcCodes() {}

  /** The codes of failures; what is no such name has none. */
  static Set<Integer> of(List<String> names) {
    return names.stream()
        .map(NAMES::indexOf)
        .filter(code -> code > 0)
        .collect(Collectors.toUnmodifiableSet());
  }
}
