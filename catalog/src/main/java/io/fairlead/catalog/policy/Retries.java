package io.fairlead.catalog.policy;

import java.util.List;
import java.util.Objects;

/**
 * What is tried again, and how often. What is null is as the caller's sidecar is set.
 *
 * @param attempts further attempts after the first, 0 to 10
 * @param on which failures; null means {@link RetryOn#CONNECT_FAILURE}, {@link
 *     RetryOn#REFUSED_STREAM}, {@link RetryOn#RESET} and {@link RetryOn#GATEWAY_ERROR}
 * @param statuses further HTTP statuses that are tried again, 400 to 599
 * @param grpcStatuses further gRPC statuses by name, as {@code UNAVAILABLE}, whatever the method
 * @param methods methods that may reach an application twice; null means the idempotent ones
 * @param backoffMinMillis the first wait's limit, 1 to 60000
 * @param backoffMaxMillis every wait's limit, 1 to 600000
 * @param budgetPercent of the requests that may be retried, 0 to 100
 * @param budgetPerSecond retries besides, 0 to 10000
 * @param bodyBytesMax of a request kept to be sent again, 0 to 65536
 * @param hedgeAfterMillis another attempt, of a request that may be repeated and has no body, is
 *     begun beside the first when that has not answered after so long, and the first good answer
 *     counts; 1 to 60000; null means never
 */
public record Retries(
    Integer attempts,
    List<RetryOn> on,
    List<Integer> statuses,
    List<String> grpcStatuses,
    List<String> methods,
    Integer backoffMinMillis,
    Integer backoffMaxMillis,
    Integer budgetPercent,
    Integer budgetPerSecond,
    Integer bodyBytesMax,
    Integer hedgeAfterMillis) {

  public Retries {
    // A kind of failure that only a later release knows reads as null.
    on = on == null ? null : on.stream().filter(Objects::nonNull).toList();
  }
}
