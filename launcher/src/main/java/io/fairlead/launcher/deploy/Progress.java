package io.fairlead.launcher.deploy;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Something that happened on the way.
 *
 * @param event {@code begins}, {@code starting}, {@code healthy}, {@code draining}, {@code gone},
 *     {@code failed}, {@code rollingBack}
 * @param service whose tasks
 * @param task which of them; null for the service as a whole
 * @param text more of it; null for nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Progress(String event, String service, String task, String text) {
  static Progress of(String event, String service, String text) {
    return new Progress(event, service, null, text);
  }

  /** A line for people. */
  String line() {
    String subject = task == null ? service : task;
    return subject + " " + words() + (text == null ? "" : ": " + text);
  }

  private String words() {
    return event.equals("rollingBack") ? "is being rolled back" : event;
  }
}
