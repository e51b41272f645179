package io.fairlead.registry.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RequestIdsTest {
  @Test
  void eachIsARandomUuidOfItsOwn() {
    var ids = new RequestIds(new SplittableRandom(1));
    var seen = new HashSet<String>();
    for (int i = 0; i < 1_000; i++) {
      String id = ids.next();
      assertThat(UUID.fromString(id).version()).isEqualTo(4);
      assertThat(UUID.fromString(id).variant()).isEqualTo(2);
      assertThat(seen.add(id)).isTrue();
    }
  }
}
