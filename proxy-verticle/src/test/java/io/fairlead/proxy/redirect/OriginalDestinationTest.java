package io.fairlead.proxy.redirect;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class OriginalDestinationTest {
  private static ByteBuffer bytes(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  @Test
  void anAddressOfTheKernelIsRead() {
    assertThat(OriginalDestination.parse(bytes("0200 1f90 0a000005 0000000000000000"), 4, 4))
        .isEqualTo(new InetSocketAddress("10.0.0.5", 8080));
    assertThat(
            OriginalDestination.parse(
                bytes("0a00 01bb 00000000 fd000000000000000000000000000009 00000000"), 8, 16))
        .isEqualTo(new InetSocketAddress("fd00::9", 443));
  }

  @Test
  void whatIsNoAddressIsNone() {
    assertThat(OriginalDestination.parse(null, 4, 4)).isNull();
    assertThat(OriginalDestination.parse(bytes("0200 1f90 0a00"), 4, 4)).isNull();
    assertThat(OriginalDestination.parse(bytes("0200 0000 0a000005"), 4, 4)).isNull();
  }

  @Test
  void otherTransportsKnowNothing() {
    assertThat(OriginalDestination.of(new EmbeddedChannel())).isNull();
  }
}
