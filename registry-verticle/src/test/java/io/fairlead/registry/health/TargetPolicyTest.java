package io.fairlead.registry.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetPolicyTest {
  private static final TargetPolicy DEFAULT = TargetPolicy.of(List.of(), List.of());

  private static TargetPolicy allow(String... ranges) {
    return TargetPolicy.of(List.of(ranges), List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "192.168.1.1",
        "172.16.0.9",
        "100.64.0.1",
        "8.8.8.8",
        "fd00::1",
        "2001:db8::1",
        "::ffff:10.0.0.1"
      })
  void whatCanBeRoutedMayBeChecked(String address) {
    assertThat(DEFAULT.refusal(address)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "169.254.169.254, 169.254.169.254/32",
    "::ffff:169.254.169.254, 169.254.169.254/32",
    "64:ff9b::169.254.169.254, 169.254.169.254/32",
    "::169.254.169.254, ::/96",
    "fd00:ec2::254, fd00:ec2::254/128",
    "169.254.170.2, 169.254.170.2/32",
    "169.254.1.1, 169.254.0.0/16",
    "fe80::1, fe80::/10",
    "127.0.0.1, 127.0.0.0/8",
    "127.0.7.3, 127.0.0.0/8",
    "::ffff:127.0.0.1, 127.0.0.0/8",
    "::1, ::1/128",
    "::, ::/128",
    "0.0.0.0, 0.0.0.0/8",
    "0.1.2.3, 0.0.0.0/8",
    "224.0.0.1, 224.0.0.0/4",
    "ff02::1, ff00::/8",
    "255.255.255.255, 240.0.0.0/4"
  })
  void whatOnlyThisMachineMayReachIsRefused(String address, String range) {
    assertThat(DEFAULT.refusal(address)).contains(range);
  }

  @Test
  void aRangeThatIsNamedIsAllowed() {
    assertThat(allow("127.0.0.0/8").refusal("127.0.0.1")).isEmpty();
    assertThat(allow("127.0.7.0/24").refusal("127.0.7.1")).isEmpty();
    assertThat(allow("127.0.7.0/24").refusal("127.0.8.1")).isPresent();
    assertThat(allow("::1").refusal("::1")).isEmpty();
    assertThat(allow("169.254.169.254").refusal("169.254.169.254")).isEmpty();
  }

  @Test
  void aWiderRangeLiftsNoRefusal() {
    assertThat(allow("0.0.0.0/0", "::/0").refusal("127.0.0.1")).isPresent();
    assertThat(allow("0.0.0.0/0", "::/0").refusal("fe80::1")).isPresent();
    assertThat(allow("169.254.0.0/16").refusal("169.254.1.1")).isEmpty();
    assertThat(allow("169.254.0.0/16").refusal("169.254.169.254"))
        .as("metadata is lifted only by its own name")
        .isPresent();
  }

  @Test
  void whatIsDeniedIsRefusedButForWhatIsAllowedWithin() {
    var policy = TargetPolicy.of(List.of("10.1.0.0/16"), List.of("0.0.0.0/0", "::/0"));
    assertThat(policy.refusal("10.1.2.3")).isEmpty();
    assertThat(policy.refusal("10.2.0.1")).contains("0.0.0.0/0");
    assertThat(policy.refusal("2001:db8::1")).contains("::/0");
  }

  @Test
  void atTheSameLengthDenialWins() {
    var policy = TargetPolicy.of(List.of("10.0.0.0/8"), List.of("10.0.0.0/8"));
    assertThat(policy.refusal("10.0.0.1")).isPresent();
  }

  @Test
  void aNameIsNeverResolved() {
    assertThat(DEFAULT.refusal("localhost")).contains("localhost");
  }
}
