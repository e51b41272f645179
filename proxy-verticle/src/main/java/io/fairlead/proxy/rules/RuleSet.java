package io.fairlead.proxy.rules;

import io.fairlead.catalog.policy.RateLimit;
import io.fairlead.catalog.policy.RouteRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All rules of one service in their order; immutable. */
final class RuleSet {
  /** Of one service: a request is compared with each. */
  static final int RULES_MAX = 128;

  private static final Logger LOG = LoggerFactory.getLogger(RuleSet.class);

  private final List<Rule> rules;
  private final Map<String, RateLimiter> limiters = new HashMap<>();

  /**
   * Compiles rules. One that cannot be is left out, which a line in the log says: its requests are
   * those of the rules that follow.
   *
   * @param service for the log
   * @param before whose limits go on where they are the same; null for none
   * @param limiter makes a limit
   * @param splits counts what comes of splits
   */
  RuleSet(
      String service,
      List<RouteRule> given,
      RuleSet before,
      Function<RateLimit, RateLimiter> limiter,
      SplitObserver splits) {
    List<Rule> compiled = new ArrayList<>();
    for (var rule : given) {
      try {
        if (compiled.size() >= RULES_MAX) {
          throw Checks.wrong("the number of rules", given.size(), "at most " + RULES_MAX);
        }
        var counters = SplitPart.of(service, rule).stream().map(splits::counter).toList();
        compiled.add(compile(rule, limiter(rule, before, limiter), counters));
      } catch (IllegalArgumentException | NullPointerException e) {
        LOG.warn("service {}: rule '{}' is left out: {}", service, rule.name(), e.getMessage());
      }
    }
    rules = List.copyOf(compiled);
  }

  private RateLimiter limiter(
      RouteRule rule, RuleSet before, Function<RateLimit, RateLimiter> create) {
    if (rule.rateLimit() == null) {
      return null;
    }
    var held = before == null ? null : before.limiters.get(rule.name());
    var limiter = held != null && held.is(rule.rateLimit()) ? held : create.apply(rule.rateLimit());
    limiters.put(rule.name(), limiter);
    return limiter;
  }

  private static Rule compile(RouteRule rule, RateLimiter limiter, List<SplitCounter> counters) {
    boolean redirects = rule.redirect() != null;
    boolean responds = rule.respond() != null;
    if (redirects && responds) {
      throw Checks.wrong("the rule", "redirect and respond", "one of them");
    }
    if ((redirects || responds) && (rule.rewrite() != null || !rule.split().isEmpty())) {
      throw Checks.wrong("the rule", "an answer, and split or rewrite", "one of them");
    }
    var response = WireText.changes("responseHeaders", rule.responseHeaders());
    var rewrite = rule.rewrite();
    var match = rule.match();
    return new Rule(
        rule.name(),
        RequestMatch.of(match),
        limiter,
        FaultPlan.of(rule.fault()),
        redirects ? Redirection.of(rule.redirect(), match, response) : null,
        responds ? Answers.of(rule.respond(), response) : null,
        Split.of(rule.split(), rule.sticky(), new Overrides(rule.timeouts(), rule.retries())),
        counters,
        rewrite == null ? null : PathRewrite.of("rewrite", rewrite.path(), rewrite.prefix(), match),
        rewrite == null || rewrite.host() == null
            ? null
            : WireText.host("rewrite.host", rewrite.host()),
        WireText.changes("requestHeaders", rule.requestHeaders()),
        response);
  }

  /** How many there are; those that were left out do not count. */
  int size() {
    return rules.size();
  }

  /** The first rule that is about the request; null when none is. */
  Rule first(Asked asked) {
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).match().matches(asked)) {
        return rules.get(i);
      }
    }
    return null;
  }
}
