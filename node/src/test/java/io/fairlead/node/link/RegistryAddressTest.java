package io.fairlead.node.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.node.StartFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryAddressTest {
  @Test
  void namesAndAddressesOfBothFamiliesAreRead() {
    assertThat(RegistryAddress.parse("registry-0.registry:7071"))
        .isEqualTo(new RegistryAddress("registry-0.registry", 7071));
    assertThat(RegistryAddress.parse("[::1]:1")).isEqualTo(new RegistryAddress("::1", 1));
    assertThat(RegistryAddress.parse("[::1]:1")).hasToString("[::1]:1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "host", "host:", ":7071", "host:0", "host:65536", "::1:7071", "h:x"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> RegistryAddress.parse(text))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("\"" + text + "\"");
  }
}
