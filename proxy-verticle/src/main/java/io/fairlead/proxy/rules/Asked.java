package io.fairlead.proxy.rules;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.fairlead.proxy.exchange.CookieField;
import io.fairlead.proxy.exchange.RequestHead;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a request asks for, taken apart when a matcher first wants it. A head is bounded, and so is
 * this. On the request's event loop.
 */
final class Asked {
  private final RequestHead request;
  private String path;
  private String query;
  private Map<String, List<String>> parameters;

  Asked(RequestHead request) {
    this.request = request;
  }

  String method() {
    return request.method();
  }

  /** As sent, without the query. */
  String path() {
    if (path == null) {
      split();
    }
    return path;
  }

  /** As sent, with its question mark; empty for none. */
  String query() {
    if (query == null) {
      split();
    }
    return query;
  }

  private void split() {
    String target = request.path();
    int mark = target.indexOf('?');
    path = mark < 0 ? target : target.substring(0, mark);
    query = mark < 0 ? "" : target.substring(mark);
  }

  /** A field's value, null when there is none. */
  String header(String name) {
    var value = request.field(name);
    return value == null ? null : value.toString();
  }

  /** A query parameter's values, decoded; null when there is none. */
  List<String> parameter(String name) {
    if (parameters == null) {
      parameters = parse(query());
    }
    return parameters.get(name);
  }

  private static Map<String, List<String>> parse(String query) {
    Map<String, List<String>> all = new HashMap<>();
    int at = query.isEmpty() ? 0 : 1;
    while (at < query.length()) {
      int end = query.indexOf('&', at);
      end = end < 0 ? query.length() : end;
      if (end > at) {
        int equals = query.indexOf('=', at);
        boolean hasValue = equals >= 0 && equals < end;
        String name = decoded(query.substring(at, hasValue ? equals : end));
        String value = hasValue ? decoded(query.substring(equals + 1, end)) : "";
        all.computeIfAbsent(name, n -> new ArrayList<>(1)).add(value);
      }
      at = end + 1;
    }
    return all;
  }

  /** Percent-encoded UTF-8, a plus for a blank; what is no such encoding stays as it is. */
  static String decoded(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    byte[] octets = text.getBytes(ISO_8859_1);
    var out = new ByteArrayOutputStream(octets.length);
    for (int i = 0; i < octets.length; i++) {
      int high = i + 2 < octets.length && octets[i] == '%' ? digit(octets[i + 1]) : -1;
      int low = high < 0 ? -1 : digit(octets[i + 2]);
      if (low >= 0) {
        out.write(16 * high + low);
        i += 2;
      } else {
        out.write(octets[i] == '+' ? ' ' : octets[i]);
      }
    }
    return out.toString(UTF_8);
  }

  private static int digit(byte octet) {
    return Character.digit(octet, 16);
  }

  /** The value of a cookie as sent; null when there is none. */
  String cookie(String name) {
    var value = CookieField.value(request.field(CookieField.NAME), name);
    return value == null ? null : value.toString();
  }

  /** Whom the client asks for; null for nobody. */
  String authority() {
    return request.authority();
  }

  String scheme() {
    return request.scheme();
  }
}
