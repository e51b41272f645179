package io.fairlead.launcher.check;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What one check found.
 *
 * @param group under which heading it is shown
 * @param subject what was looked at
 * @param ok whether it is as it should be
 * @param found what was seen, in a few words
 * @param todo how to mend it; null when ok
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Verdict(String group, String subject, boolean ok, String found, String todo) {
  static Verdict ok(String group, String subject, String found) {
    return new Verdict(group, subject, true, found, null);
  }

  static Verdict problem(String group, String subject, String found, String todo) {
    return new Verdict(group, subject, false, found, todo);
  }
}
