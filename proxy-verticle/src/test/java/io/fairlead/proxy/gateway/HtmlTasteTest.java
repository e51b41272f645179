package io.fairlead.proxy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTasteTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html",
        "TEXT/HTML; charset=utf-8, text/plain;q=0.9",
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8",
        "*/*;q=0.1, text/*;q=0.5, text/html;q=0.6"
      })
  void browsersLikeHtml(String accept) {
    assertThat(HtmlTaste.isHtml(accept)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*/*",
        "text/*",
        "application/json",
        "text/plain, text/html;q=0.9",
        "text/html;q=0, */*",
        "text/html;q=x"
      })
  void othersDoNot(String accept) {
    assertThat(HtmlTaste.isHtml(accept)).isFalse();
  }

  @Test
  void whoSaysNothingGetsText() {
    assertThat(HtmlTaste.isHtml(null)).isFalse();
  }
}
