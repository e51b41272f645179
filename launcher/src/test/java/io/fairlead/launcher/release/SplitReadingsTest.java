package io.fairlead.launcher.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SplitReadingsTest {
  private static final String V2 =
      new Target(null, Map.of("version", "v2")).label(PlayedMesh.SERVICE);

  private final SplitReadings readings =
      new SplitReadings(PlayedMesh.SERVICE.toString(), "release");

  private static String page(String service, String rule, long ok, long failed) {
    return PlayedMesh.series(service, rule, V2, "ok", ok)
        + "mesh_proxy_requests_total{service=\"backend.demo.local\"} 7.0\n"
        + PlayedMesh.series(service, rule, V2, "failed", failed);
  }

  private static String page(long ok, long failed) {
    return page(PlayedMesh.SERVICE.toString(), "release", ok, failed);
  }

  @Test
  void whatCameBeforeTheFirstReadingDoesNotCount() {
    readings.read("a", page(100, 5));

    assertThat(readings.of(V2)).isEqualTo(Counts.NONE);
  }

  @Test
  void sidecarsAreSummed() {
    readings.read("a", page(100, 5));
    readings.read("b", "");
    readings.read("a", page(110, 5));
    readings.read("b", page(7, 1));

    assertThat(readings.of(V2)).isEqualTo(new Counts(17, 1));
  }

  @Test
  void aSidecarThatStartedAnewMakesNothingSmaller() {
    readings.read("a", page(0, 0));
    readings.read("a", page(50, 2));
    readings.read("a", page(3, 0));

    assertThat(readings.of(V2)).isEqualTo(new Counts(53, 2));
  }

  @Test
  void aSidecarThatComesLaterBringsNothingFromBefore() {
    readings.read("a", page(0, 0));
    readings.read("b", page(1000, 1000));
    readings.read("b", page(1001, 1000));

    assertThat(readings.of(V2)).isEqualTo(new Counts(1, 0));
  }

  @Test
  void otherRulesAndServicesDoNotCount() {
    readings.read("a", "");
    readings.read(
        "a", page("backend.demo.local", "other", 9, 9) + page("x.demo.local", "release", 9, 9));

    assertThat(readings.of(V2)).isEqualTo(Counts.NONE);
  }

  @Test
  void largeNumbersHaveAnExponent() {
    readings.read("a", "");
    readings.read("a", page(0, 0).replace("} 0.0", "} 1.2345678E7"));

    assertThat(readings.of(V2)).isEqualTo(new Counts(12_345_678, 12_345_678));
  }
}
