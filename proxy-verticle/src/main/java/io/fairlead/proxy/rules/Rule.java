package io.fairlead.proxy.rules;

import io.fairlead.proxy.exchange.Changes;
import io.fairlead.proxy.exchange.DirectAnswer;
import io.fairlead.proxy.exchange.FieldChanges;
import java.util.List;

/**
 * One compiled rule.
 *
 * @param limiter null for none
 * @param redirection answers with another place; null for none
 * @param answer answers; null for none
 * @param split where the others go
 * @param counters of the split's targets, in their order; empty when there is no split
 * @param path another path; null for the one asked for
 * @param host another host; null for the one asked for
 */
record Rule(
    String name,
    RequestMatch match,
    RateLimiter limiter,
    FaultPlan fault,
    Redirection redirection,
    DirectAnswer answer,
    Split split,
    List<SplitCounter> counters,
    PathRewrite path,
    String host,
    FieldChanges request,
    FieldChanges response) {

  Rule {
    counters = List.copyOf(counters);
  }

  /** The answer in place of any endpoint's; null when one is to be asked. */
  DirectAnswer answerTo(Asked asked) {
    return redirection != null ? redirection.answer(asked) : answer;
  }

  /**
   * What becomes of a request and its answer.
   *
   * @param cookie that the caller is to keep; null for none
   */
  Changes changes(Asked asked, String cookie) {
    var back = cookie == null ? response : response.adding("set-cookie", cookie);
    boolean kept = path == null && host == null && request.isEmpty() && back.isEmpty();
    return kept
        ? Changes.NONE
        : new Changes(path == null ? null : path.of(asked), host, request, back);
  }
}
