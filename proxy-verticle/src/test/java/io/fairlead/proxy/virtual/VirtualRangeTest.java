package io.fairlead.proxy.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VirtualRangeTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.255.0.0/16",
    "10.1.2.3, 127.255.0.0/16",
    "fd00::1, 127.255.0.0/16",
    "host.example, 127.255.0.0/16",
    "127.0.7.1, 127.135.1.0/24",
    "127.0.7.254, 127.135.254.0/24",
    "127.0.8.1, 127.136.1.0/24",
    "127.0.200.9, 127.200.9.0/24"
  })
  void itFollowsFromTheTasksAddress(String host, String range) {
    assertThat(VirtualRange.of(null, host)).hasToString(range);
  }

  @Test
  void whatIsSetIsTaken() {
    assertThat(VirtualRange.of("127.200.0.0/16", "127.0.7.1")).hasToString("127.200.0.0/16");
  }

  @Test
  void itsAddressesAreThoseThatEndInNeither0Nor255() {
    var range = VirtualRange.of("127.9.4.0/23", "127.0.0.1");

    assertThat(range.size()).isEqualTo(508);
    var addresses = IntStream.range(0, 508).mapToObj(i -> Ipv4.text(range.address(i))).toList();
    assertThat(addresses).doesNotHaveDuplicates().allMatch(a -> a.matches("127\\.9\\.[45]\\.\\d+"));
    assertThat(addresses).noneMatch(a -> a.endsWith(".0") || a.endsWith(".255"));
    assertThat(addresses).startsWith("127.9.4.1").endsWith("127.9.5.254");
    assertThat(VirtualRange.of("127.128.0.0/9", "127.0.0.1").size()).isEqualTo(254 << 15);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/16, is no range of 127.0.0.0/8",
    "127.255.0.0, is no range of 127.0.0.0/8",
    "127.256.0.0/16, is no range of 127.0.0.0/8",
    "::1/128, is no range of 127.0.0.0/8",
    "'', is no range of 127.0.0.0/8",
    "127.255.1.0/16, begins at 127.255.0.0",
    "127.0.0.0/8, is too wide",
    "127.255.0.0/25, is too narrow",
    "127.0.0.0/24, holds 127.0.0.1",
    "127.0.0.0/9, holds 127.0.0.1"
  })
  void aBadRangeIsRefusedWithWhatIsExpected(String text, String why) {
    assertThatThrownBy(() -> VirtualRange.of(text, "127.0.0.1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("egress.virtualRange = " + text + " " + why)
        .hasMessageContaining("such as 127.255.0.0/16");
  }
}
