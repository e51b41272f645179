package io.fairlead.proxy.rules;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.fairlead.catalog.policy.TextMatch;
import java.util.ArrayList;
import java.util.List;

/** How a text has to look; immutable. */
interface TextPattern {
  /** Characters of an exact text, a prefix or an expression. */
  int PATTERN_CHARS_MAX = 1024;

  /** Longer texts match no expression: the time for one grows with its length. */
  int REGEX_TEXT_CHARS_MAX = 4096;

  /** What expressions like {@code (a{100}){100}} must not exceed: the same time grows with it. */
  int REGEX_STEPS_MAX = 1000;

  boolean matches(String text);

  /**
   * Of a path, whose prefixes end where a segment does.
   *
   * @throws IllegalArgumentException when it says nothing, or several things, or is no expression
   */
  static TextPattern ofPath(TextMatch path) {
    if (path.prefix() != null && !path.prefix().startsWith("/")) {
      throw Checks.wrong("match.path.prefix", path.prefix(), "a path that begins with /");
    }
    return of("match.path", path, true);
  }

  /** Of any other text. */
  static TextPattern of(String what, TextMatch text) {
    return of(what, text, false);
  }

  private static TextPattern of(String what, TextMatch text, boolean segments) {
    List<TextPattern> said = new ArrayList<>();
    if (text.exact() != null) {
      said.add(limited(what, text.exact())::equals);
    }
    if (text.prefix() != null) {
      String prefix = limited(what, text.prefix());
      said.add(segments ? given -> isUnder(prefix, given) : given -> given.startsWith(prefix));
    }
    if (text.regex() != null) {
      said.add(regex(what, limited(what, text.regex())));
    }
    if (said.size() != 1) {
      throw Checks.wrong(
          what, "said in " + said.size() + " ways", "one of exact, prefix and regex");
    }
    return said.get(0);
  }

  private static String limited(String what, String pattern) {
    if (pattern.length() > PATTERN_CHARS_MAX) {
      throw Checks.wrong(
          what, pattern.length() + " characters long", "at most " + PATTERN_CHARS_MAX);
    }
    return pattern;
  }

  /** {@code /a} holds {@code /a} and {@code /a/b} but not {@code /ab}. */
  static boolean isUnder(String prefix, String path) {
    return path.startsWith(prefix)
        && (path.length() == prefix.length()
            || prefix.endsWith("/")
            || path.charAt(prefix.length()) == '/');
  }

  private static TextPattern regex(String what, String expression) {
    Pattern compiled;
    try {
      compiled = Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      throw Checks.wrong(what + ".regex", expression + ": " + e.getMessage(), "RE2 syntax");
    }
    if (compiled.programSize() > REGEX_STEPS_MAX) {
      throw Checks.wrong(
          what + ".regex",
          expression + ", of " + compiled.programSize() + " steps",
          "at most " + REGEX_STEPS_MAX + ": fewer repetitions");
    }
    return text -> text.length() <= REGEX_TEXT_CHARS_MAX && compiled.matches(text);
  }
}
