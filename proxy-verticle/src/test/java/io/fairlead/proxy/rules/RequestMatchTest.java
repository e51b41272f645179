package io.fairlead.proxy.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.catalog.policy.Match;
import io.fairlead.proxy.exchange.PlayedRequest;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestMatchTest {
  private static Match match(String json) {
    return new JsonObject(json.replace('\'', '"')).mapTo(Match.class);
  }

  private static boolean matches(String json, String method, String path, String headers) {
    var request = new PlayedRequest(method, "backend");
    request.path = path;
    var given = new JsonObject(headers == null ? "{}" : headers.replace('\'', '"'));
    Map<String, String> fields = new HashMap<>();
    given.forEach(field -> fields.put(field.getKey(), field.getValue().toString()));
    request.fields = fields;
    return RequestMatch.of(match(json)).matches(new Asked(request));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{};                                                  /x;        true",
        "{'path': {'exact': '/a'}};                           /a;        true",
        "{'path': {'exact': '/a'}};                           /a?b;      true",
        "{'path': {'exact': '/a'}};                           /a/;       false",
        "{'path': {'exact': '/a'}};                           /A;        false",
        "{'path': {'prefix': '/a'}};                          /a;        true",
        "{'path': {'prefix': '/a'}};                          /a/b;      true",
        "{'path': {'prefix': '/a'}};                          /a?/b;     true",
        "{'path': {'prefix': '/a'}};                          /ab;       false",
        "{'path': {'prefix': '/a/'}};                         /a;        false",
        "{'path': {'prefix': '/a/'}};                         /a/b;      true",
        "{'path': {'prefix': '/'}};                           /x;        true",
        "{'path': {'prefix': '/'}};                           *;         false",
        "{'path': {'regex': '/[0-9]+'}};                      /12;       true",
        "{'path': {'regex': '/[0-9]+'}};                      /12/a;     false",
        "{'path': {'regex': '/[0-9]+'}};                      a/12;      false",
        "{'query': [{'name': 'a', 'exact': '1'}]};            /?a=1;     true",
        "{'query': [{'name': 'a', 'exact': '1'}]};            /?b=1&a=1; true",
        "{'query': [{'name': 'a', 'exact': '1'}]};            /?a=2&a=1; true",
        "{'query': [{'name': 'a', 'exact': '1'}]};            /?a=12;    false",
        "{'query': [{'name': 'a', 'exact': '1'}]};            /?A=1;     false",
        "{'query': [{'name': 'a', 'exact': '1'}]};            /;         false",
        "{'query': [{'name': 'a b', 'exact': 'ä+c'}]};        /?a%20b=%C3%A4%2Bc; true",
        "{'query': [{'name': 'a b', 'exact': 'x'}]};          /?a+b=x;   true",
        "{'query': [{'name': 'a', 'exact': '%zz%'}]};         /?a=%zz%;  true",
        "{'query': [{'name': 'a', 'prefix': 'x'}]};           /?a=xy;    true",
        "{'query': [{'name': 'a', 'present': true}]};         /?a;       true",
        "{'query': [{'name': 'a', 'present': true}]};         /?&&a=&&;  true",
        "{'query': [{'name': 'a', 'present': false}]};        /?a;       false",
        "{'query': [{'name': 'a', 'present': false}]};        /?b;       true",
        "{'methods': ['GET', 'HEAD']};                        /;         true",
        "{'methods': ['POST']};                               /;         false",
        "{'path': {'exact': '/a'}, 'methods': ['POST']};      /a;        false",
      })
  void pathQueryAndMethodAreCompared(String match, String path, boolean expected) {
    assertThat(matches(match, "GET", path, null)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{'name': 'X-A', 'exact': 'b'};     {'x-a': 'b'};  true",
        "{'name': 'x-a', 'exact': 'b'};     {'x-a': 'bc'}; false",
        "{'name': 'x-a', 'exact': 'b'};     {'x-a': 'B'};  false",
        "{'name': 'x-a', 'exact': 'b'};     {};            false",
        "{'name': 'x-a', 'prefix': 'b'};    {'x-a': 'bc'}; true",
        "{'name': 'x-a', 'regex': 'b|c'};   {'x-a': 'c'};  true",
        "{'name': 'x-a', 'regex': 'b|c'};   {'x-a': 'bc'}; false",
        "{'name': 'x-a', 'present': true};  {'x-a': ''};   true",
        "{'name': 'x-a', 'present': true};  {};            false",
        "{'name': 'x-a', 'present': false}; {};            true",
        "{'name': 'x-a', 'present': false}; {'x-a': ''};   false",
      })
  void headersAreCompared(String header, String headers, boolean expected) {
    assertThat(matches("{'headers': [" + header + "]}", "GET", "/", headers)).isEqualTo(expected);
  }

  @Test
  void allThatIsSaidMustHold() {
    String two = "{'headers': [{'name': 'a', 'exact': '1'}, {'name': 'b', 'exact': '2'}]}";

    assertThat(matches(two, "GET", "/", "{'a': '1', 'b': '2'}")).isTrue();
    assertThat(matches(two, "GET", "/", "{'a': '1'}")).isFalse();
  }

  @Test
  void aTextThatIsTooLongMatchesNoExpression() {
    String any = "{'path': {'regex': '.*'}}";

    assertThat(matches(any, "GET", "/".repeat(4096), null)).isTrue();
    assertThat(matches(any, "GET", "/".repeat(4097), null)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'path': {}}",
        "{'path': {'exact': '/a', 'prefix': '/a'}}",
        "{'path': {'prefix': 'a'}}",
        "{'path': {'regex': '(a'}}",
        "{'path': {'regex': '(a{900}){900}'}}",
        "{'path': {'regex': '[a-z]{1000}[a-z]{1000}'}}",
        "{'headers': [{'exact': 'a'}]}",
        "{'headers': [{'name': 'a'}]}",
        "{'headers': [{'name': 'a', 'exact': 'b', 'present': true}]}",
        "{'query': [{'name': '', 'exact': 'b'}]}",
        "{'callers': ['frontend.demo']}",
      })
  void whatCannotBeUnderstoodIsRefused(String match) {
    assertThatThrownBy(() -> RequestMatch.of(match(match)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: ");
  }

  @Test
  void cookiesAreFoundAmongOthers() {
    var request = new PlayedRequest("GET", "backend");
    request.fields = Map.of("cookie", "aa=1; a=2;b = 3 ; c");

    var asked = new Asked(request);

    assertThat(asked.cookie("a")).isEqualTo("2");
    assertThat(asked.cookie("b")).isEqualTo("3");
    assertThat(asked.cookie("c")).isNull();
    assertThat(new Asked(new PlayedRequest("GET", "b")).cookie("a")).isNull();
  }
}
