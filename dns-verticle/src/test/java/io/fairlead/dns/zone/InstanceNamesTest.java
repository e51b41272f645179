package io.fairlead.dns.zone;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.nameserver.message.DnsName;
import org.junit.jupiter.api.Test;

class InstanceNamesTest {
  private static final DnsName SERVICE = DnsName.parse("web.local").orElseThrow();

  @Test
  void idsAreUsedAsTheyAre() {
    assertThat(of("i-1")).isEqualTo("i-1.web.local.");
    assertThat(of("10.0.0.1")).isEqualTo("10.0.0.1.web.local.");
    assertThat(of("task/a:b")).isEqualTo("task/a:b.web.local.");
  }

  @Test
  void idsThatAreNoNamesBecomeOneLabelEach() {
    String longest = "x".repeat(64);
    assertThat(of(longest)).hasSize(40 + 1 + 8 + ".web.local.".length()).startsWith("xxx");
    assertThat(of("a..b")).startsWith("a--b-").endsWith(".web.local.");
    assertThat(of("a.")).startsWith("a--");
    assertThat(of(".")).startsWith("--");
    assertThat(of("a..b")).isNotEqualTo(of("a-.b"));
    assertThat(of(longest)).isNotEqualTo(of("x".repeat(63) + "y"));
  }

  private static String of(String id) {
    return InstanceNames.of(id, SERVICE).orElseThrow().toString();
  }
}
