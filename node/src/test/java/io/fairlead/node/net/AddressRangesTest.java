package io.fairlead.node.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.netty.util.NetUtil;
import java.lang.management.ManagementFactory;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangesTest {
  private static final AddressRanges INSIDE =
      AddressRanges.parse(AddressRanges.LOOPBACK_AND_PRIVATE);

  private static InetAddress address(String text) {
    return NetUtil.createInetAddressFromIpAddressString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.254",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.255.1",
        "169.254.9.9",
        "100.64.0.1",
        "100.127.255.255",
        "::1",
        "fc00::1",
        "fdff::1",
        "fe80::1"
      })
  void loopbackAndPrivateAddressesAreInside(String text) {
    assertThat(INSIDE.contains(address(text))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "126.255.255.255",
        "128.0.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.169.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "0.0.0.0",
        "255.255.255.255",
        "8.8.8.8",
        "::",
        "::2",
        "fe00::1",
        "fec0::1",
        "2001:db8::1",
        "64:ff9b::a00:1"
      })
  void otherAddressesAreOutside(String text) {
    assertThat(INSIDE.contains(address(text))).isFalse();
  }

  @Test
  void aScopeDoesNotMatter() throws UnknownHostException {
    byte[] linkLocal = address("fe80::1").getAddress();

    assertThat(INSIDE.contains(Inet6Address.getByAddress(null, linkLocal, 3))).isTrue();
    assertThat(AddressRanges.parse(List.of("fe80::1")).contains(address("fe80::1"))).isTrue();
    assertThat(
            AddressRanges.parse(List.of("fe80::1"))
                .contains(Inet6Address.getByAddress(null, linkLocal, 7)))
        .isTrue();
  }

  @Test
  void aMappedAddressCountsAsTheOneItWraps() throws UnknownHostException {
    byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff, 10, 0, 0, 1};
    var inside = Inet6Address.getByAddress(null, mapped, 1);
    mapped[12] = 8;
    var outside = Inet6Address.getByAddress(null, mapped, 1);

    assertThat(INSIDE.contains(inside)).isTrue();
    assertThat(INSIDE.contains(outside)).isFalse();
  }

  @Test
  void noRangesContainNothing() {
    assertThat(AddressRanges.parse(List.of()).contains(address("127.0.0.1"))).isFalse();
    assertThat(AddressRanges.parse(List.of()).contains(address("::1"))).isFalse();
  }

  @Test
  void whatIsNoRangeIsTold() {
    assertThatThrownBy(() -> AddressRanges.parse(List.of("10.0.0.0/8", "10.0.0.1/8")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("10.0.0.1/8 has bits set");
  }

  @Test
  void whatWasGivenIsTold() {
    assertThat(INSIDE).hasToString(AddressRanges.LOOPBACK_AND_PRIVATE.toString());
  }

  @Test
  void askingForAnIpv4AddressAllocatesNothing() {
    var outside = address("203.0.113.9");
    var inside = address("192.168.1.1");
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    assertThat(count(outside, inside)).isEqualTo(1_000);

    long before = threads.getCurrentThreadAllocatedBytes();
    int found = count(outside, inside);
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(found).isEqualTo(1_000);
    assertThat(bytes).as("bytes for 2,000 calls").isLessThan(2_000);
  }

  private static int count(InetAddress outside, InetAddress inside) {
    int found = 0;
    for (int i = 0; i < 1_000; i++) {
      found += INSIDE.contains(outside) ? 1 : 0;
      found += INSIDE.contains(inside) ? 1 : 0;
    }
    return found;
  }
}
