package io.fairlead.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.policy.HashOn;
import io.fairlead.proxy.exchange.CookieField;
import io.fairlead.proxy.exchange.PlayedRequest;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashKeyTest {
  private final Random random = new Random(1);

  private static PlayedRequest request(Map<String, String> fields) {
    var request = new PlayedRequest("GET", "backend");
    request.fields = fields;
    return request;
  }

  private HashKey on(String header, String cookie, Boolean source) {
    return new HashKey(new HashOn(header, cookie, source), random::nextDouble);
  }

  @Test
  void aHeaderIsFoundWhateverItsCase() {
    assertThat(on("X-User", null, null).of(request(Map.of("x-user", "abc"))))
        .isEqualTo(XxHash64.of("abc", 0));
  }

  @Test
  void aCookieIsFoundAmongOthers() {
    assertThat(on(null, "user", null).of(request(Map.of("cookie", "a=1; user=abc; b=2"))))
        .isEqualTo(XxHash64.of("abc", 0));
  }

  @Test
  void theSourceIsTheCallersAddress() {
    assertThat(on(null, null, true).of(request(Map.of()))).isEqualTo(XxHash64.of("127.0.0.1", 0));
  }

  @Test
  void aRequestWithoutItGoesAnywhere() {
    for (var key :
        new HashKey[] {
          on("x-user", null, null),
          on(null, "user", null),
          on(null, null, false),
          new HashKey(null, random::nextDouble)
        }) {
      var request = request(Map.of("cookie", "other=1"));
      assertThat(key.of(request)).isNotEqualTo(key.of(request));
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      delimiter = '|',
      value = {
        "user=abc | abc",
        "a=1; user=abc | abc",
        "a=1;user=abc ;b=2 | abc",
        "user= | ''",
        "user=a=b | a=b",
        "user=first; user=second | first",
        "USER=abc | null",
        "xuser=abc | null",
        "user2=abc | null",
        "user | null",
        "a=user=abc | null",
        ";;; user=abc;;; | abc",
        "'' | null",
        "null | null",
      })
  void cookiesAreRead(String field, String value) {
    assertThat(CookieField.value(field, "user")).isEqualTo(value);
  }
}
