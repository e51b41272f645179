package io.fairlead.proxy.rules;

import io.fairlead.catalog.policy.Match;
import io.fairlead.catalog.policy.NamedMatch;
import io.fairlead.catalog.policy.TextMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** Which requests a rule is about; immutable. */
final class RequestMatch {
  /** Conditions of one kind. */
  static final int CONDITIONS_MAX = 16;

  private final List<Predicate<Asked>> conditions;

  private RequestMatch(List<Predicate<Asked>> conditions) {
    this.conditions = List.copyOf(conditions);
  }

  /**
   * Compiles it, the cheap conditions first.
   *
   * @param match null for all requests
   * @throws IllegalArgumentException when it cannot be understood, or asks for what nobody knows
   */
  static RequestMatch of(Match match) {
    List<Predicate<Asked>> conditions = new ArrayList<>();
    if (match != null) {
      callers(match.callers());
      methods(match.methods(), conditions);
      if (match.path() != null) {
        var path = TextPattern.ofPath(match.path());
        conditions.add(asked -> path.matches(asked.path()));
      }
      for (var header : Checks.atMost("match.headers", match.headers(), CONDITIONS_MAX)) {
        conditions.add(header(header));
      }
      for (var parameter : Checks.atMost("match.query", match.query(), CONDITIONS_MAX)) {
        conditions.add(parameter(parameter));
      }
    }
    return new RequestMatch(conditions);
  }

  /** Taken for all callers, it would let everybody in where one was meant. */
  private static void callers(List<String> callers) {
    if (callers != null && !callers.isEmpty()) {
      throw Checks.wrong(
          "match.callers", callers, "none: callers have no identity that could be believed");
    }
  }

  private static void methods(List<String> methods, List<Predicate<Asked>> conditions) {
    if (methods != null && !methods.isEmpty()) {
      var wanted = Set.copyOf(Checks.atMost("match.methods", methods, CONDITIONS_MAX));
      conditions.add(asked -> wanted.contains(asked.method()));
    }
  }

  private static Predicate<Asked> header(NamedMatch header) {
    String name = name("match.headers", header).toLowerCase(Locale.ROOT);
    if (header.present() != null) {
      boolean wanted = present("match.headers", header);
      return asked -> wanted == (asked.header(name) != null);
    }
    var pattern = pattern("match.headers", header);
    return asked -> {
      String value = asked.header(name);
      return value != null && pattern.matches(value);
    };
  }

  /** Of several parameters of the name one is enough. */
  private static Predicate<Asked> parameter(NamedMatch parameter) {
    String name = name("match.query", parameter);
    if (parameter.present() != null) {
      boolean wanted = present("match.query", parameter);
      return asked -> wanted == (asked.parameter(name) != null);
    }
    var pattern = pattern("match.query", parameter);
    return asked -> {
      var values = asked.parameter(name);
      return values != null && values.stream().anyMatch(pattern::matches);
    };
  }

  private static String name(String what, NamedMatch named) {
    if (named.name() == null || named.name().isEmpty()) {
      throw Checks.wrong(what + ".name", named.name(), "a name");
    }
    return named.name();
  }

  private static boolean present(String what, NamedMatch named) {
    if (named.exact() != null || named.prefix() != null || named.regex() != null) {
      throw Checks.wrong(what, "present and more", "present alone, or another condition");
    }
    return named.present();
  }

  private static TextPattern pattern(String what, NamedMatch named) {
    return TextPattern.of(
        what + " " + named.name(), new TextMatch(named.exact(), named.prefix(), named.regex()));
  }

  boolean matches(Asked asked) {
    for (int i = 0; i < conditions.size(); i++) {
      if (!conditions.get(i).test(asked)) {
        return false;
      }
    }
    return true;
  }
}
