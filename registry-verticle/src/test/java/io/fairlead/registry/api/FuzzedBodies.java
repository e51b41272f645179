package io.fairlead.registry.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Bodies: JSON as it should be written, and what a broken or hostile client makes of it. */
final class FuzzedBodies {
  private static final int MEBIBYTE = 1 << 20;
  private static final int DEEP = 10_000;

  private static final ObjectMapper ASCII =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  private static final ObjectMapper PLAIN = new JsonMapper();

  private FuzzedBodies() {}

  static Arbitrary<byte[]> of(Arbitrary<JsonNode> value) {
    var written =
        Combinators.combine(value, Arbitraries.of(ASCII, PLAIN)).as(FuzzedBodies::written);
    return Arbitraries.frequencyOf(
        Tuple.of(14, written.map(FuzzedBodies::utf8)),
        Tuple.of(2, Combinators.combine(written, mischief()).as((w, m) -> utf8(m.apply(w)))),
        Tuple.of(1, cut(written)),
        Tuple.of(1, garbled(written)),
        Tuple.of(1, written.map(w -> w.getBytes(StandardCharsets.UTF_16LE))));
  }

  private static Arbitrary<UnaryOperator<String>> mischief() {
    return Arbitraries.of(
        w -> "",
        w -> w + w,
        w -> w + "}",
        w -> "[" + w + "]",
        w -> "\ufeff" + w,
        w -> "null",
        w -> "{\"Id\":1," + w.substring(1),
        w -> "{\"\\ud800\":1,\"\\ud800\":1," + w.substring(1),
        w -> "{" + "\"a\":1,".repeat(1000) + w.substring(1),
        w -> "{\"a\":" + "[".repeat(DEEP) + "]".repeat(DEEP) + "}",
        w -> "{\"a\":".repeat(DEEP),
        w -> "{\"a\":" + "9".repeat(DEEP) + "}",
        w -> "{\"a\":1e" + "9".repeat(9) + "}",
        w -> w + " ".repeat(MEBIBYTE - w.length()),
        w -> w + " ".repeat(MEBIBYTE),
        w -> "{\"Description\":\"" + "x".repeat(MEBIBYTE - 100) + "\"}",
        w -> "{\"Tags\":[" + "{},".repeat(MEBIBYTE / 4) + "{}]}",
        w -> w.replace('"', '\''),
        w -> w.replace(":", ":\u0000"));
  }

  private static Arbitrary<byte[]> cut(Arbitrary<String> written) {
    return Combinators.combine(written, Arbitraries.doubles().between(0, 1))
        .as((w, share) -> utf8(w.substring(0, (int) (share * w.length()))));
  }

  private static Arbitrary<byte[]> garbled(Arbitrary<String> written) {
    return Combinators.combine(
            written,
            Arbitraries.doubles().ofScale(3).between(0, 0.999),
            Arbitraries.integers().between(128, 255))
        .as(
            (w, share, wrong) -> {
              byte[] bytes = utf8(w);
              bytes[(int) (share * bytes.length)] = wrong.byteValue();
              return bytes;
            });
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String written(JsonNode value, ObjectMapper mapper) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree could not be written", e);
    }
  }
}
