package io.fairlead.node.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.bus.BusAddress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LinkRoleTest {
  /** Written down a second time on purpose: who changes the table has to mean it. */
  @ParameterizedTest
  @CsvSource({
    "READER,  SNAPSHOT",
    "DNS,     SNAPSHOT",
    "CONSOLE, SNAPSHOT",
    "SIDECAR, SNAPSHOT REGISTER RENEW DEREGISTER",
  })
  void eachRoleMaySendToItsAddressesOnly(LinkRole role, String sends) {
    assertThat(Arrays.stream(BusAddress.values()).filter(a -> role.maySendTo(a.address())))
        .extracting(BusAddress::name)
        .containsExactlyInAnyOrder(sends.split(" ", -1));
  }

  @ParameterizedTest
  @EnumSource
  void everyRoleMayListenToEventsAndToNothingElse(LinkRole role) {
    for (var address : BusAddress.values()) {
      assertThat(role.mayListenTo(address.address()))
          .as("%s at %s", role, address)
          .isEqualTo(address.kind() == BusAddress.Kind.EVENT);
    }
    assertThat(role.mayListenTo("secret")).isFalse();
    assertThat(role.maySendTo("secret")).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void aRoleIsFoundByItsWord(LinkRole role) {
    assertThat(LinkRole.of(role.word())).contains(role);
  }

  @Test
  void anotherWordIsNoRole() {
    for (String word : List.of("", "root", "SIDECAR", " dns")) {
      assertThat(LinkRole.of(word)).isEmpty();
    }
  }
}
