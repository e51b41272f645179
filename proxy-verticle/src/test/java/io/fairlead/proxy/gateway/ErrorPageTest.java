package io.fairlead.proxy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrorPageTest {
  @Test
  void whatIsFilledInIsEscaped() {
    var page = new ErrorPage("{{status}} {{reason}} {{failure}} {{other}}");

    assertThat(page.filled(503, "<b>\"&'", "No<Route"))
        .isEqualTo("503 &lt;b&gt;&quot;&amp;&#39; No&lt;Route {{other}}");
  }
}
