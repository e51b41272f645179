package io.fairlead.proxy.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.catalog.policy.HeaderChanges;
import io.fairlead.catalog.policy.Match;
import io.fairlead.catalog.policy.TextMatch;
import io.fairlead.proxy.exchange.FieldChanges;
import io.fairlead.proxy.exchange.PlayedRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host",
        "content-length",
        "Transfer-Encoding",
        "connection",
        "Keep-Alive",
        "te",
        "trailer",
        "upgrade",
        "expect",
        "proxy-connection",
        "http2-settings",
        "x-forwarded-client-cert",
        "X-Fairlead-Failure",
        "x-fairlead-anything",
        "",
        "a b",
        "a:b",
        ":path",
        "a\r\nb",
        "ä",
      })
  void whatFramesOrIsTheMeshsOrNoNameCannotBeChanged(String name) {
    assertThatThrownBy(() -> WireText.changes("h", new HeaderChanges(List.of(name), null, null)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> WireText.changes("h", new HeaderChanges(null, Map.of(name, "x"), null)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> WireText.changes("h", new HeaderChanges(null, null, Map.of(name, "x"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\r\nb: c", "a\nb", "a\rb", "a\0b", "\u0001", " a", "a ", "\ta", "ł", "\u007f"})
  void whatWouldBreakALineIsNoValue(String value) {
    assertThatThrownBy(() -> WireText.value("v", value))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("\r", "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a b\tc", "é", "\"x\"; q=1"})
  void whatIsAValueIsTaken(String value) {
    assertThat(WireText.value("v", value)).isEqualTo(value);
  }

  @Test
  void namesBecomeLowerCaseAndWhatIsSetReplaces() {
    var changes =
        WireText.changes("h", new HeaderChanges(List.of("A"), Map.of("B", "1"), Map.of("C", "2")));

    assertThat(changes.dropped()).containsExactlyInAnyOrder("a", "b");
    assertThat(changes.added())
        .containsExactly(new FieldChanges.Line("b", "1"), new FieldChanges.Line("c", "2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "", "/a b", "/a?b", "/a#b", "/a\r\n", "/ä"})
  void whatIsNoPathIsRefused(String path) {
    assertThatThrownBy(() -> WireText.path("p", path)).hasMessageContaining("expected: a path");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "a@b", "a:b", "a:123456", "http://a", "a\r\n"})
  void whatIsNoHostIsRefused(String host) {
    assertThatThrownBy(() -> WireText.host("h", host)).hasMessageContaining("expected: host");
  }

  @ParameterizedTest
  @CsvSource({
    "/api,  /v2,  /api,        /v2",
    "/api,  /v2,  /api/x?y=/,  /v2/x?y=/",
    "/api,  /,    /api/x,      /x",
    "/api,  /,    /api?q,      /?q",
    "/api/, /v2,  /api/x,      /v2/x",
    "/api/, /v2/, /api/x,      /v2/x",
    "/,     /v2,  /x,          /v2/x",
    "/,     /v2,  /,           /v2",
  })
  void prefixesAreReplacedWithOneSlashBetween(
      String matched, String prefix, String asked, String expected) {
    var match = new Match(new TextMatch(null, matched.trim(), null), null, null, null, null);
    var request = new PlayedRequest("GET", "backend");
    request.path = asked;

    assertThat(PathRewrite.of("r", null, prefix, match).of(new Asked(request))).isEqualTo(expected);
  }

  @Test
  void aPrefixIsReplacedOnlyWhereOneIsMatched() {
    assertThatThrownBy(() -> PathRewrite.of("rewrite", null, "/a", null))
        .hasMessageContaining("match.path.prefix");
    assertThatThrownBy(() -> PathRewrite.of("rewrite", "/b", "/a", null))
        .hasMessageContaining("one of them");
  }
}
