package io.fairlead.proxy.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fairlead.node.StartFailure;
import io.fairlead.proxy.exchange.DirectAnswer;
import io.fairlead.proxy.exchange.FieldChanges;
import io.fairlead.proxy.exchange.LocalResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What people see of a failure: a page with {@code {{status}}}, {@code {{reason}}} and {@code
 * {{failure}}} in it, which are filled in and escaped.
 */
final class ErrorPage {
  private static final int BYTES_MAX = 65536;

  private final String template;

  ErrorPage(String template) {
    this.template = template;
  }

  /**
   * Reads one from a file; blocks.
   *
   * @throws StartFailure when there is none, or a very long one
   */
  static ErrorPage read(Path file) {
    try {
      if (Files.size(file) > BYTES_MAX) {
        throw new StartFailure(
            "errorPage " + file + " has more than " + BYTES_MAX + " bytes (expected: fewer)");
      }
      return new ErrorPage(Files.readString(file, UTF_8));
    } catch (IOException e) {
      throw new StartFailure(
          "errorPage " + file + " cannot be read: " + e + " (expected: an HTML file in UTF-8)");
    }
  }

  /** The same failure as a page. */
  DirectAnswer of(LocalResponse failure, String reason) {
    List<FieldChanges.Line> fields = new ArrayList<>();
    fields.add(new FieldChanges.Line("content-type", "text/html; charset=utf-8"));
    fields.add(new FieldChanges.Line(LocalResponse.FAILURE_HEADER, failure.failure()));
    if (failure.retryAfterSeconds() > 0) {
      String seconds = Integer.toString(failure.retryAfterSeconds());
      fields.add(new FieldChanges.Line("retry-after", seconds));
    }
    return new DirectAnswer(
        failure.status(), fields, filled(failure.status(), reason, failure.failure()));
  }

  String filled(int status, String reason, String failure) {
    return template
        .replace("{{status}}", Integer.toString(status))
        .replace("{{reason}}", escaped(reason))
        .replace("{{failure}}", escaped(failure));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
