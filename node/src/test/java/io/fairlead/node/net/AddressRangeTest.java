package io.fairlead.node.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.255.255",
    "10.0.0.0/9, 10.127.0.1",
    "0.0.0.0/0, 203.0.113.9",
    "192.0.2.7, 192.0.2.7",
    "192.0.2.6/31, 192.0.2.7",
    "fe80::/10, febf::1",
    "::/0, 2001:db8::1",
    "::1, 0:0:0:0:0:0:0:1",
    "127.0.0.0/8, ::ffff:127.0.0.1",
    "169.254.0.0/16, ::ffff:a9fe:a9fe",
    "10.0.0.0/8, 64:ff9b::10.1.2.3"
  })
  void itContainsWhatSharesItsPrefix(String range, String address) {
    assertThat(AddressRange.parse(range).contains(AddressRange.bytes(address))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 11.0.0.0",
    "10.0.0.0/9, 10.128.0.0",
    "192.0.2.6/31, 192.0.2.8",
    "fe80::/10, fec0::1",
    "0.0.0.0/0, ::1",
    "::/0, 10.0.0.1",
    "::/0, ::ffff:10.0.0.1"
  })
  void itContainsNothingElse(String range, String address) {
    assertThat(AddressRange.parse(range).contains(AddressRange.bytes(address))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.255.255, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.0.0.0/8, 9.255.255.255, false",
    "200.0.0.0/9, 200.127.0.1, true",
    "200.0.0.0/9, 200.128.0.0, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, ::1, false",
    "0.0.0.1, 0.0.0.1, true",
    "::/0, 0.0.0.1, false",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.6, false",
    "fe80::/10, febf::1, true",
    "fe80::/10, fec0::1, false",
    "fe80::/10, 7e80::1, false",
    "::/0, 2001:db8::1, true",
    "::/0, 10.0.0.1, false",
    "10.0.0.0/8, 64:ff9b::a01:203, false"
  })
  void anAddressSomebodyComesFromLiesInItOrNot(String range, String address, boolean inside) {
    var from = NetUtil.createInetAddressFromIpAddressString(address);
    assertThat(AddressRange.parse(range).contains(from)).isEqualTo(inside);
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.0/8, true", "10.0.0.0/8, false", "::/0, false"})
  void aMappedAddressCountsAsTheOneItWraps(String range, boolean inside)
      throws UnknownHostException {
    byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff, 127, 0, 0, 1};
    // By this way the JDK leaves it an IPv6 address.
    var from = Inet6Address.getByAddress(null, mapped, 2);
    assertThat(AddressRange.parse(range).contains(from)).isEqualTo(inside);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/08x",
        "fe80::/129",
        "10.0.0/8",
        "fe80::1%eth0",
        "[::1]",
        "/8",
        "10.0.0.1/8"
      })
  void whatIsNoRangeIsTold(String text) {
    assertThatThrownBy(() -> AddressRange.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(text)
        .hasMessageContaining("expected: ");
  }
}
