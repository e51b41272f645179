package io.fairlead.node.settings;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Durations as users spell them: a whole number and one unit. */
final class DurationText {
  static final String EXPECTED = "a duration such as 250ms, 5s, 2m or 1h";

  private static final Pattern FORM = Pattern.compile("(\\d{1,12})(ms|s|m|h)");
  private static final Map<String, Long> UNIT_MILLIS =
      Map.of("ms", 1L, "s", 1000L, "m", 60_000L, "h", 3_600_000L);

  private DurationText() {}

  static Optional<Duration> parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(form.group(1));
    return Optional.of(Duration.ofMillis(count * UNIT_MILLIS.get(form.group(2))));
  }
}
