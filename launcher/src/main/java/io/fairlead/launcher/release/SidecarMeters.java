package io.fairlead.launcher.release;

import io.fairlead.launcher.process.HttpGet;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;

/** The metrics pages of the callers' sidecars. */
final class SidecarMeters implements Shift.Meters {
  private final Supplier<List<URI>> sidecars;

  /**
   * @param sidecars their management ports at the moment
   */
  SidecarMeters(Supplier<List<URI>> sidecars) {
    this.sidecars = sidecars;
  }

  /** One that does not answer may have left; none that does is a mistake. */
  @Override
  public void readInto(SplitReadings readings) throws IOException {
    var all = sidecars.get();
    int read = 0;
    IOException last = null;
    for (var sidecar : all) {
      try {
        var answer = HttpGet.direct(sidecar.resolve("/metrics"));
        if (answer.status() == 200) {
          readings.read(sidecar.toString(), answer.body());
          read++;
        }
      } catch (IOException gone) {
        last = gone;
      }
    }
    if (read == 0) {
      throw new IOException(
          "none of "
              + all.size()
              + " sidecars tells its metrics (expected: management ports that answer; see"
              + " --sidecars)",
          last);
    }
  }
}
