package io.fairlead.catalog.view;

import static io.fairlead.catalog.Samples.namespace;
import static io.fairlead.catalog.Samples.service;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DigestTest {
  @Test
  void theOrderDoesNotMatter() {
    var a = service("srv-a", 1, "task-1");
    var b = service("srv-b", 2);
    var m = namespace("ns-m", 3);
    var n = namespace("ns-n", 4);

    assertThat(Digest.of(List.of(m, n), List.of(a, b)))
        .isEqualTo(Digest.of(List.of(n, m), List.of(b, a)));
  }

  @Test
  void idsRevisionsAndNumberMatter() {
    long digest = Digest.of(List.of(), List.of(service("srv-a", 1), service("srv-b", 2)));

    assertThat(Digest.of(List.of(), List.of(service("srv-a", 2), service("srv-b", 1))))
        .isNotEqualTo(digest);
    assertThat(Digest.of(List.of(), List.of(service("srv-a", 1)))).isNotEqualTo(digest);
    assertThat(Digest.of(List.of(), List.of(service("srv-a", 1), service("srv-c", 2))))
        .isNotEqualTo(digest);
  }

  @Test
  void nothingHasADigestThatIsNotZero() {
    assertThat(Digest.of(List.of(), List.of())).isNotZero();
  }
}
