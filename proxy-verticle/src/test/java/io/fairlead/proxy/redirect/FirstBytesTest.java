package io.fairlead.proxy.redirect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.redirect.FirstBytes.Kind;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirstBytesTest {
  private static FirstBytes of(String bytes) {
    var in = Unpooled.copiedBuffer(bytes, ISO_8859_1);
    var first = FirstBytes.of(in);
    assertThat(in.readerIndex()).as("nothing is taken").isZero();
    return first;
  }

  @Test
  void aHeadTellsItsHost() {
    String head = "GET /x HTTP/1.1\r\nAccept: */*\r\nHOST:  shop:80 \r\n\r\n";

    assertThat(of(head)).isEqualTo(new FirstBytes(Kind.HTTP1, "shop:80"));
    assertThat(of(head + "body")).isEqualTo(new FirstBytes(Kind.HTTP1, "shop:80"));
  }

  @Test
  void nothingIsDecidedBeforeTheHeadIsWhole() {
    String head = "POST /x HTTP/1.1\r\nHost: shop\r\n\r\n";
    for (int length = 0; length < head.length(); length++) {
      assertThat(of(head.substring(0, length)).kind())
          .as("%d bytes", length)
          .isEqualTo(length < 5 ? Kind.UNDECIDED : Kind.HEAD_BEGUN);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET http://shop:81/x HTTP/1.1, shop:81",
    "GET HTTP://shop HTTP/1.1, shop",
    "GET / HTTP/1.0, other"
  })
  void anAbsoluteTargetWins(String line, String host) {
    assertThat(of(line + "\r\nHost: other\r\n\r\n").host()).isEqualTo(host);
  }

  @Test
  void aHeadWithoutAHostHasNone() {
    assertThat(of("GET / HTTP/1.0\r\n\r\n")).isEqualTo(new FirstBytes(Kind.HTTP1, null));
    assertThat(of("GET / HTTP/1.0\n\n")).isEqualTo(new FirstBytes(Kind.HTTP1, null));
  }

  @Test
  void thePrefaceOfHttp2IsKnownByItsFirstWord() {
    assertThat(of("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").kind()).isEqualTo(Kind.HTTP2);
    assertThat(of("PRI").kind()).isEqualTo(Kind.UNDECIDED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0016\u0003\u0001",
        "*3\r\n$3\r\nSET",
        "PING\r\n",
        "SET a b\r\n",
        "GET /x\r\n",
        "GET / HTTP/2.0\r\n",
        "GET / HTTP/1.15\r\n",
        " GET / HTTP/1.1\r\n",
        "get / HTTP/1.1\r\n",
        "\u0000\u0000\u0000\u0008",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
      })
  void othersAreKnownAtOnce(String bytes) {
    assertThat(of(bytes).kind()).isEqualTo(Kind.OTHER);
  }
}
