package io.fairlead.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.AsciiString;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XxHash64Test {
  /** As the reference implementation's command line and its bindings tell them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | 0 | ef46db3751d8e999",
        "a | 0 | d24ec4f1a98c6e5b",
        "abc | 0 | 44bc2cf5ad770999",
        "xxhash | 0 | 32dd38952c4bc720",
        "xxhash | 20141025 | b559b98d844e0635",
        "Nobody inspects the spammish repetition | 0 | fbcea83c8a378bf1",
      })
  void publishedHashesAreFound(String text, long seed, String hex) {
    assertThat(Long.toHexString(XxHash64.of(text, seed))).isEqualTo(hex);
    assertThat(XxHash64.of(new AsciiString(text), seed)).isEqualTo(XxHash64.of(text, seed));
  }

  @Test
  void partsOfTextsAreHashedAlike() {
    assertThat(XxHash64.of("<abc>", 1, 4, 0)).isEqualTo(XxHash64.of("abc", 0));
  }

  @Test
  void everyLengthHasItsOwnHash() {
    Set<Long> hashes = new HashSet<>();
    for (int length = 0; length < 100; length++) {
      hashes.add(XxHash64.of("x".repeat(length), 0));
    }

    assertThat(hashes).hasSize(100);
  }
}
