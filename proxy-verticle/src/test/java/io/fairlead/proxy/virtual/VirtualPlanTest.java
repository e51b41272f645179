package io.fairlead.proxy.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.route.AliasPort;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VirtualPlanTest {
  private static final VirtualRange RANGE = VirtualRange.of("127.9.9.0/24", "127.0.0.1");

  private static VirtualPlan plan(int listenersMax, AliasPort... aliases) {
    return VirtualPlan.empty(RANGE, listenersMax).next(List.of(aliases), true);
  }

  private static AliasPort alias(String name, int port) {
    return new AliasPort(name, port);
  }

  private static List<String> names(VirtualPlan plan) {
    return plan.names().stream().map(n -> n.name() + n.ports()).toList();
  }

  @Test
  void portsOfOneNameShareItsAddress() {
    var plan = plan(10, alias("b", 9090), alias("a", 80), alias("b", 8080));

    assertThat(names(plan)).containsExactly("a[80]", "b[8080, 9090]");
    assertThat(plan.names()).extracting(VirtualName::address).doesNotHaveDuplicates();
    assertThat(plan.leftOut()).isZero();
    assertThat(plan.complaints()).isEmpty();
  }

  @Test
  void whatIsNotKnownToBeGoneStays() {
    var before = plan(10, alias("a", 80), alias("b", 80));

    assertThat(names(before.next(List.of(alias("b", 81)), false)))
        .containsExactly("a[80]", "b[80, 81]");
    assertThat(names(before.next(List.of(alias("b", 81)), true))).containsExactly("b[81]");
  }

  @Test
  void whoWasHereStaysWhenThereAreTooMany() {
    var before = plan(3, alias("m", 80), alias("m", 81));

    var after =
        before.next(
            List.of(alias("a", 80), alias("a", 81), alias("b", 80), alias("m", 80), alias("m", 81)),
            true);

    assertThat(names(after)).containsExactly("b[80]", "m[80, 81]");
    assertThat(after.leftOut()).isEqualTo(1);
    assertThat(after.complaints())
        .containsExactly(
            "client alias 'a' without a virtual address: egress.virtualListenersMax = 3 is reached");
  }

  @Test
  void aRangeThatIsUsedUpIsToldOnce() {
    var aliases =
        IntStream.range(0, 260).mapToObj(i -> alias("s" + i, 80)).toArray(AliasPort[]::new);

    var plan = plan(1000, aliases);

    assertThat(plan.names()).hasSize(254);
    assertThat(plan.leftOut()).isEqualTo(6);
    assertThat(plan.complaints())
        .singleElement()
        .asString()
        .endsWith(
            " and 5 more without a virtual address: egress.virtualRange = 127.9.9.0/24 is used up");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "my.localhost",
        "",
        "a b",
        "a\n127.0.0.1 evil",
        "a\tb",
        "#",
        "-a",
        "a-",
        "a..b",
        ".a",
        "127.0.0.1",
        "10.1",
        "1",
        "ünicode",
        "*.demo",
        "a/b",
        "UPPER"
      })
  void whatIsNoHostNameHasNoAddress(String name) {
    var plan = plan(10, alias(name, 80));

    assertThat(plan.names()).isEmpty();
    assertThat(plan.leftOut()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"backend", "backend.demo.local", "a", "_x", "a--b", "1st", "1.demo", "a_b.c-d"})
  void hostNamesHaveOne(String name) {
    assertThat(names(plan(10, alias(name, 80)))).containsExactly(name + "[80]");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 65536})
  void whatIsNoPortIsNotListenedOn(int port) {
    assertThat(plan(10, alias("a", port)).names()).isEmpty();
  }

  @Test
  void longNamesHaveNone() {
    String label = "a".repeat(63);
    assertThat(plan(10, alias(String.join(".", label, label, label, "a".repeat(61)), 80)).names())
        .hasSize(1);
    assertThat(plan(10, alias(String.join(".", label, label, label, "a".repeat(62)), 80)).names())
        .isEmpty();
    assertThat(plan(10, alias("a" + label, 80)).names()).isEmpty();
  }
}
