package io.fairlead.catalog.policy;

import java.util.List;

/**
 * What becomes of some of a service's requests. A rule that answers by {@code redirect} or {@code
 * respond} sends nothing on, so it has neither {@code split} nor {@code rewrite}.
 *
 * @param name unique in the policy, for metrics and messages; at most 64 characters
 * @param match which; null means all
 * @param split where they go, by weight; null or empty means the service itself
 * @param sticky a caller keeps the part of the split that it got
 * @param rewrite what the application sees instead
 * @param requestHeaders changes to the request's headers
 * @param responseHeaders changes to the answer's headers
 * @param redirect answers with another place to go; nothing is sent on
 * @param respond answers; nothing is sent on
 * @param fault delays or fails some on purpose
 * @param timeouts instead of the policy's
 * @param retries instead of the policy's
 * @param rateLimit beside the policy's
 */
public record RouteRule(
    String name,
    Match match,
    List<Destination> split,
    Sticky sticky,
    Rewrite rewrite,
    HeaderChanges requestHeaders,
    HeaderChanges responseHeaders,
    Redirect redirect,
    DirectResponse respond,
    Fault fault,
    RequestTimeouts timeouts,
    Retries retries,
    RateLimit rateLimit) {

  public RouteRule {
    split = split == null ? List.of() : List.copyOf(split);
  }
}
