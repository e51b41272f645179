package io.fairlead.demo.load;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Words for a {@link Progress}: lines of JSON for a supervisor, sentences for a person. */
enum Report {
  JSON {
    @Override
    String second(Progress p) {
      return members(new JsonObject().put("t", Math.round(p.seconds())), p).encode();
    }

    @Override
    List<String> summary(Progress p) {
      var object = new JsonObject().put("summary", true).put("seconds", rounded(p.seconds()));
      return List.of(members(object, p).encode());
    }
  },
  TEXT {
    @Override
    String second(Progress p) {
      return format(
              "%4d s  %7.1f/s  p50 %.1f ms  p99 %.1f ms  max %.1f ms  %d failed",
              Math.round(p.seconds()),
              p.rate(),
              p.p50Millis(),
              p.p99Millis(),
              p.maxMillis(),
              p.failed())
          + kinds(p);
    }

    @Override
    List<String> summary(Progress p) {
      return List.of(
          "",
          format(
              "%d requests in %.1f s, %.1f good answers a second", p.sent(), p.seconds(), p.rate()),
          format("%d failed", p.failed()) + kinds(p),
          format(
              "latency p50 %.1f ms, p99 %.1f ms, max %.1f ms, from when each request was due",
              p.p50Millis(), p.p99Millis(), p.maxMillis()));
    }
  };

  abstract String second(Progress progress);

  abstract List<String> summary(Progress progress);

  private static JsonObject members(JsonObject object, Progress p) {
    var failures = new JsonObject();
    p.failures().forEach(failures::put);
    return object
        .put("sent", p.sent())
        .put("ok", p.ok())
        .put("failed", p.failed())
        .put("failures", failures)
        .put("rate", rounded(p.rate()))
        .put("p50Millis", rounded(p.p50Millis()))
        .put("p99Millis", rounded(p.p99Millis()))
        .put("maxMillis", rounded(p.maxMillis()));
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }

  private static String kinds(Progress p) {
    return p.failed() == 0 ? "" : " " + words(p.failures());
  }

  private static String words(Map<String, Long> failures) {
    var words = new StringBuilder("(");
    failures.forEach(
        (kind, count) ->
            words.append(words.length() == 1 ? "" : ", ").append(count).append(' ').append(kind));
    return words.append(')').toString();
  }

  private static String format(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
