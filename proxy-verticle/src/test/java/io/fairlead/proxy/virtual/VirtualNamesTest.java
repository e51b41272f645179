package io.fairlead.proxy.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VirtualNamesTest {
  private final VirtualNames names = new VirtualNames();
  private final List<String> told = new ArrayList<>();

  private static VirtualStatus status(String name, boolean published) {
    return new VirtualStatus(name, "127.9.9.1", Map.of(80, "open"), published);
  }

  @Test
  void namesAreFoundWithoutRegardToCaseAndFinalDot() {
    names.publish(List.of(status("a.demo", true), status("b", false)), true);

    assertThat(names.addressOf("A.Demo."))
        .hasValueSatisfying(a -> assertThat(a.getHostAddress()).isEqualTo("127.9.9.1"));
    assertThat(names.addressOf("a")).isEmpty();
    assertThat(names.addressOf("b")).as("it leads nowhere").isEmpty();
    assertThat(names.addressOf("")).isEmpty();
    assertThat(names.statuses()).hasSize(2);
  }

  @Test
  void changesAreToldFromTheTimeOnWhenTheyAreSettled() {
    names.onChange(changed -> told.add(changed.keySet().toString()));

    names.publish(List.of(status("a", true)), false);
    assertThat(told).isEmpty();
    names.publish(List.of(status("a", true), status("b", true)), true);
    names.publish(List.of(status("a", true), status("b", true)), true);
    names.publish(List.of(status("b", true)), false);

    assertThat(told).containsExactly("[a, b]", "[b]");
  }

  @Test
  void thatThereIsNothingIsToldToo() {
    names.onChange(changed -> told.add(changed.keySet().toString()));

    names.publish(List.of(), false);
    names.publish(List.of(), true);

    assertThat(told).containsExactly("[]");
  }
}
