package io.fairlead.proxy.rules;

import io.fairlead.catalog.policy.DirectResponse;
import io.fairlead.proxy.exchange.DirectAnswer;
import io.fairlead.proxy.exchange.FieldChanges;
import java.util.ArrayList;
import java.util.List;

/** Puts the answers together that rules give themselves. */
final class Answers {
  private static final int BODY_CHARS_MAX = 4096;
  private static final String PLAIN = "text/plain; charset=utf-8";

  private Answers() {}

  /** The one that a rule prescribes word by word. */
  static DirectAnswer of(DirectResponse respond, FieldChanges changes) {
    int status = Checks.range("respond.status", respond.status(), 0, 200, 599);
    String body = respond.body() == null ? "" : respond.body();
    if (body.length() > BODY_CHARS_MAX) {
      throw Checks.wrong(
          "respond.body", body.length() + " characters long", "at most " + BODY_CHARS_MAX);
    }
    if (!body.isEmpty() && !DirectAnswer.mayHaveBody(status)) {
      throw Checks.wrong("respond.body", "with status " + status, "none");
    }
    String type = respond.contentType() == null ? PLAIN : respond.contentType();
    return body.isEmpty()
        ? of(status, List.of(), body, changes)
        : of(status, "content-type", WireText.value("respond.contentType", type), body, changes);
  }

  static DirectAnswer of(int status, String name, String value, String body, FieldChanges changes) {
    return of(status, List.of(new FieldChanges.Line(name, value)), body, changes);
  }

  private static DirectAnswer of(
      int status, List<FieldChanges.Line> own, String body, FieldChanges changes) {
    List<FieldChanges.Line> fields = new ArrayList<>(own);
    fields.removeIf(line -> changes.dropped().contains(line.name()));
    fields.addAll(changes.added());
    return new DirectAnswer(status, fields, body);
  }
}
