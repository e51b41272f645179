package io.fairlead.nameserver.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.nameserver.server.ListenSettings;
import io.fairlead.node.StartFailure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardSettingsTest {
  private static String address(String text) {
    var upstreams = new UpstreamZones(Asker.settings("--upstreams=[\"" + text + "\"]"));
    return upstreams.all().iterator().next().toString();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.2, 10.0.0.2:53",
    "10.0.0.2:5353, 10.0.0.2:5353",
    "fd00::2, [fd00:0:0:0:0:0:0:2]:53",
    "[fd00::2], [fd00:0:0:0:0:0:0:2]:53",
    "[fd00::2]:5353, [fd00:0:0:0:0:0:0:2]:5353",
  })
  void addressesAreReadWithAndWithoutPorts(String text, String expected) {
    assertThat(address(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dns.example",
        "10.0.0",
        "10.0.0.2:",
        "10.0.0.2:0",
        "10.0.0.2:65536",
        "10.0.0.2:dns",
        "fd00::2:x",
        "[fd00::2]53",
        "[]",
        "[fe80::1%lo]",
        ":53"
      })
  void whatIsNoAddressIsTold(String text) {
    assertThatThrownBy(() -> address(text))
        .hasMessageContaining("forward.upstreams has \"" + text + "\" (expected: an IP address")
        .hasMessageContaining("such as 10.0.0.2, 10.0.0.2:5353 or [fd00::2]:53)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "[::]:53", "224.0.0.251", "[ff02::fb]"})
  void whatIsNotOneMachineIsTold(String text) {
    assertThatThrownBy(() -> address(text)).hasMessageContaining("the address of one machine");
  }

  @Test
  void zonesAreNamesWithUpstreams() {
    assertThatThrownBy(() -> Asker.settings("--zones={\"a..b\":[\"10.0.0.2\"]}"))
        .hasMessageContaining("forward.zones has \"a..b\" (expected: a domain name");
    assertThatThrownBy(() -> Asker.settings("--zones={\".\":[\"10.0.0.2\"]}"))
        .hasMessageContaining("upstreams for all names belong into forward.upstreams");
    assertThatThrownBy(() -> Asker.settings("--zones={\"a.b\":[]}"))
        .hasMessageContaining("forward.zones.a.b is empty (expected: at least one address");
    assertThatThrownBy(() -> Asker.settings("--zones={\"a.b\":[\"x\"]}"))
        .hasMessageContaining("forward.zones.a.b has \"x\" (expected: an IP address");
  }

  @Test
  void theShortestTimeIsNotLongerThanTheLongest() {
    assertThatThrownBy(() -> Asker.settings("--cache.ttlMin=2m", "--cache.ttlMax=1m"))
        .hasMessageContaining(
            "forward.cache.ttlMin is 120000 ms (expected: at most forward.cache.ttlMax, 60000 ms)");
  }

  @Test
  void nothingIsForwardedUnlessSomebodyIsNamed() {
    assertThat(Asker.settings().isOn()).isFalse();
    assertThat(Asker.settings("--upstreams=10.0.0.2").isOn()).isTrue();
    assertThat(Asker.settings("--zones={\"a.b\":[\"10.0.0.2\"]}").isOn()).isTrue();
  }

  @Test
  void anUpstreamIsUsedOnceHoweverOftenItIsNamed() {
    var zones =
        new UpstreamZones(
            Asker.settings("--upstreams=10.0.0.2,10.0.0.2:53", "--zones={\"a.b\":[\"10.0.0.2\"]}"));
    assertThat(zones.all()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1:5300",
    "0.0.0.0, 127.0.0.1:5300",
    "::, 127.0.0.53:5300",
    "::, [::1]:5300",
    "::1, [::1]:5300"
  })
  void thisServerIsNoUpstreamOfItself(String host, String upstream) {
    var settings = Asker.settings("--upstreams=10.0.0.2," + upstream);
    var listen = new ListenSettings(host, 5300, 1, 1232);
    assertThatThrownBy(() -> Forwarding.of("dns", settings, listen, new SimpleMeterRegistry()))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("where this server itself answers (expected: another resolver;");
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, 127.0.0.1:53", "127.0.0.1, 127.0.0.53:5300", "0.0.0.0, 192.0.2.1:5300"})
  void othersAre(String host, String upstream) {
    var settings = Asker.settings("--upstreams=" + upstream);
    var listen = new ListenSettings(host, 5300, 1, 1232);
    assertThat(Forwarding.of("dns", settings, listen, new SimpleMeterRegistry())).isNotNull();
  }
}
