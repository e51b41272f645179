package io.fairlead.registry.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.registry.catalog.CatalogException.InvalidInput;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One page of a list. The token holds the key of the last item told, so that any registry node can
 * go on from it, and items that come or go meanwhile shift nothing. Filters apply after a page is
 * cut, as AWS has it: a page may be empty while more follows.
 *
 * @param items at most MaxResults
 * @param nextToken null on the last page
 */
record Page<T>(List<T> items, String nextToken) {
  private static final int SIZE_DEFAULT = 100;

  Page {
    items = List.copyOf(items);
  }

  /**
   * Cuts the page that a request asks for.
   *
   * @param kind what is listed; a token of another kind is refused
   * @param key unique; the list is ordered by it
   */
  static <T> Page<T> of(String kind, Input in, Stream<T> all, Function<T, String> key) {
    int size = (int) in.whole("MaxResults", SIZE_DEFAULT);
    String after = decode(kind, in.text("NextToken"));
    var found =
        all.filter(item -> key.apply(item).compareTo(after) > 0)
            .sorted(Comparator.comparing(key))
            .limit(size + 1L)
            .collect(Collectors.toList());
    if (found.size() <= size) {
      return new Page<>(found, null);
    }
    var items = found.subList(0, size);
    return new Page<>(items, encode(kind, key.apply(items.get(size - 1))));
  }

  /** The page without what a filter does not want; its token stays. */
  Page<T> where(Predicate<T> wanted) {
    return new Page<>(items.stream().filter(wanted).toList(), nextToken);
  }

  /** Adds the token to an answer, when there is one. */
  ObjectNode tellNext(ObjectNode answer) {
    return nextToken == null ? answer : answer.put("NextToken", nextToken);
  }

  private static String encode(String kind, String last) {
    byte[] text = (kind + "|" + last).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
  }

  /** The key to go on after; the empty text, which is before every key, without a token. */
  private static String decode(String kind, String token) {
    if (token == null) {
      return "";
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      if (text.startsWith(kind + "|")) {
        return text.substring(kind.length() + 1);
      }
    } catch (IllegalArgumentException e) {
      // Not Base64: refused like any other token that is not ours.
    }
    throw new InvalidInput("NextToken is not one that this operation returned; start without it");
  }
}
