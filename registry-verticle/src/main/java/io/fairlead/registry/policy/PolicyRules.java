package io.fairlead.registry.policy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.fairlead.catalog.policy.DirectResponse;
import io.fairlead.catalog.policy.HeaderChanges;
import io.fairlead.catalog.policy.Match;
import io.fairlead.catalog.policy.NamedMatch;
import io.fairlead.catalog.policy.OutlierDetection;
import io.fairlead.catalog.policy.Retries;
import io.fairlead.catalog.policy.RouteRule;
import io.fairlead.catalog.policy.TextMatch;
import io.fairlead.catalog.policy.TrafficPolicy;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What a policy must be beyond what a schema can say. Pure. */
final class PolicyRules {
  private static final int EJECTION_SECONDS = 30;
  private static final int EJECTION_MAX_SECONDS = 300;

  /** Of the connection and of the message's framing; Host has a field of its own. */
  private static final Set<String> NOT_TO_CHANGE =
      Set.of(
          "connection",
          "content-length",
          "host",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private final List<String> problems;

  private PolicyRules(List<String> problems) {
    this.problems = problems;
  }

  /**
   * Adds what is wrong.
   *
   * @param at the policy's place, for messages
   */
  static void check(TrafficPolicy policy, String at, List<String> problems) {
    var rules = new PolicyRules(problems);
    rules.retries(policy.retries(), at + ".retries");
    rules.outliers(policy.outlierDetection(), at + ".outlierDetection");
    var names = new HashSet<String>();
    for (int i = 0; i < policy.routes().size(); i++) {
      var route = policy.routes().get(i);
      String place = at + ".routes[" + i + "]";
      if (!names.add(route.name())) {
        rules.add(place + ".name", "'" + route.name() + "' is given twice (expected: unique)");
      }
      rules.route(route, place);
    }
  }

  private void add(String at, String problem) {
    problems.add(at + ": " + problem);
  }

  private void retries(Retries retries, String at) {
    // What is left out is as the caller's sidecar is set, which nobody here knows.
    if (retries != null
        && retries.backoffMinMillis() != null
        && retries.backoffMaxMillis() != null) {
      ordered(
          at,
          "backoffMinMillis",
          retries.backoffMinMillis(),
          "backoffMaxMillis",
          retries.backoffMaxMillis());
    }
  }

  private void outliers(OutlierDetection outliers, String at) {
    if (outliers != null) {
      ordered(
          at,
          "ejectionSeconds",
          given(outliers.ejectionSeconds(), EJECTION_SECONDS),
          "ejectionMaxSeconds",
          given(outliers.ejectionMaxSeconds(), EJECTION_MAX_SECONDS));
    }
  }

  private static int given(Integer value, int otherwise) {
    return value == null ? otherwise : value;
  }

  private void ordered(String at, String low, int lowest, String high, int highest) {
    if (lowest > highest) {
      add(
          at + "." + low,
          lowest + " (expected: at most " + high + ", which is " + highest + "; set both)");
    }
  }

  private void route(RouteRule route, String at) {
    if (route.match() != null) {
      match(route.match(), at + ".match");
    }
    if (!route.split().isEmpty()
        && route.split().stream().allMatch(part -> given(part.weight(), 1) == 0)) {
      add(at + ".split", "every weight is 0 (expected: at least one above)");
    }
    var rewrite = route.rewrite();
    if (rewrite != null) {
      prefix(route, rewrite.path(), rewrite.prefix(), at + ".rewrite");
    }
    var redirect = route.redirect();
    if (redirect != null) {
      prefix(route, redirect.path(), redirect.prefix(), at + ".redirect");
    }
    headers(route.requestHeaders(), at + ".requestHeaders");
    headers(route.responseHeaders(), at + ".responseHeaders");
    respond(route.respond(), at + ".respond");
    retries(route.retries(), at + ".retries");
  }

  private void match(Match match, String at) {
    path(match.path(), at + ".path");
    named(match.headers(), at + ".headers");
    named(match.query(), at + ".query");
    if (match.callers() != null) {
      // A proxy leaves such a rule out: taken for all callers it would let everybody in.
      add(
          at + ".callers",
          match.callers() + " (expected: none yet: no caller has an identity to be believed)");
    }
  }

  private void path(TextMatch path, String at) {
    if (path == null) {
      return;
    }
    absolute(path.exact(), at + ".exact");
    absolute(path.prefix(), at + ".prefix");
    regex(path.regex(), at + ".regex");
  }

  private void absolute(String path, String at) {
    if (path != null && !path.startsWith("/") && !path.equals("*")) {
      add(at, "'" + path + "' (expected: a path, which begins with /)");
    }
  }

  private void named(List<NamedMatch> matches, String at) {
    for (int i = 0; matches != null && i < matches.size(); i++) {
      regex(matches.get(i).regex(), at + "[" + i + "].regex");
    }
  }

  private void regex(String regex, String at) {
    if (regex == null) {
      return;
    }
    try {
      Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      add(at, e.getMessage() + " (expected: RE2 syntax, without look-around and back references)");
    }
  }

  /** What stands in place of a matched prefix needs a rule that matches one. */
  private void prefix(RouteRule route, String path, String prefix, String at) {
    if (prefix == null) {
      return;
    }
    if (path != null) {
      add(at, "has path and prefix (expected: one of them)");
    }
    if (route.match() == null
        || route.match().path() == null
        || route.match().path().prefix() == null) {
      add(at + ".prefix", "replaces nothing (expected: a rule with match.path.prefix)");
    }
  }

  private void headers(HeaderChanges changes, String at) {
    if (changes == null) {
      return;
    }
    var names =
        Stream.of(
                changes.remove() == null ? List.<String>of() : changes.remove(),
                changes.set() == null ? Set.<String>of() : changes.set().keySet(),
                changes.add() == null ? Set.<String>of() : changes.add().keySet())
            .flatMap(Collection::stream);
    names
        .filter(name -> isOurs(name.toLowerCase(Locale.ROOT)))
        .distinct()
        .forEach(
            name ->
                add(
                    at,
                    name
                        + " is the proxy's own (expected: other headers; for Host use rewrite.host)"));
  }

  private static boolean isOurs(String name) {
    return NOT_TO_CHANGE.contains(name) || name.startsWith("x-fairlead-");
  }

  private void respond(DirectResponse respond, String at) {
    if (respond != null
        && respond.body() != null
        && (respond.status() == 204 || respond.status() == 304)) {
      add(at + ".body", "an answer with " + respond.status() + " has none (expected: no body)");
    }
  }
}
