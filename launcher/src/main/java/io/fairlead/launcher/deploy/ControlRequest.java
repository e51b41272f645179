package io.fairlead.launcher.deploy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a command asks of a running fleet, one line of JSON.
 *
 * @param ask {@code ps}, {@code scale} or {@code deploy}
 * @param files of a {@code deploy}, absolute; none for those that the fleet was started with
 * @param counts of a {@code scale}: tasks by service name
 * @param force of a {@code deploy}: replace what is of the wanted revision, too
 * @param withinMillis how long each new task may take until callers are led to it
 */
record ControlRequest(
    String ask, List<String> files, Map<String, Integer> counts, boolean force, long withinMillis) {
  static final String PS = "ps";
  static final String SCALE = "scale";
  static final String DEPLOY = "deploy";

  ControlRequest {
    files = files == null ? List.of() : List.copyOf(files);
    counts = counts == null ? Map.of() : Map.copyOf(counts);
  }

  static ControlRequest ps() {
    return new ControlRequest(PS, List.of(), Map.of(), false, 0);
  }

  static ControlRequest scale(Map<String, Integer> counts, Duration within) {
    return new ControlRequest(SCALE, List.of(), counts, false, within.toMillis());
  }

  static ControlRequest deploy(List<Path> files, boolean force, Duration within) {
    var absolute = files.stream().map(file -> file.toAbsolutePath().toString()).toList();
    return new ControlRequest(DEPLOY, absolute, Map.of(), force, within.toMillis());
  }
}
