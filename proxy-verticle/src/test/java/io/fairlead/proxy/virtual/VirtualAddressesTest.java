package io.fairlead.proxy.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VirtualAddressesTest {
  private static final VirtualRange WIDE = VirtualRange.of("127.255.0.0/16", "127.0.0.1");
  private static final VirtualRange NARROW = VirtualRange.of("127.9.9.0/24", "127.0.0.1");

  private static List<String> names(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "service-" + i + ".demo").toList();
  }

  private static List<Integer> of(VirtualAddresses addresses, List<String> names) {
    return names.stream().map(addresses::addressOf).toList();
  }

  @Test
  void everyNameHasAnAddressOfItsOwn() {
    var names = names(0, 1000);
    var addresses = VirtualAddresses.none(WIDE, 10).with(names);

    assertThat(of(addresses, names))
        .doesNotHaveDuplicates()
        .allMatch(a -> Ipv4.text(a).startsWith("127.255."));
    assertThat(addresses.addressOf("stranger")).isEqualTo(VirtualAddresses.NONE);
  }

  @Test
  void anAddressFollowsFromItsNameInWhateverOrderNamesCome() {
    var names = new ArrayList<>(names(0, 200));
    var first = VirtualAddresses.none(NARROW, 10).with(names);
    Collections.shuffle(names, new Random(1));

    assertThat(of(VirtualAddresses.none(NARROW, 10).with(names), names))
        .isEqualTo(of(first, names));
    // Told, not derived: another release must find it, too.
    assertThat(
            Ipv4.text(
                VirtualAddresses.none(WIDE, 10).with(List.of("backend")).addressOf("backend")))
        .isEqualTo("127.255.95.39");
  }

  @Test
  void addressesStayWhileOthersComeAndGo() {
    var addresses = VirtualAddresses.none(NARROW, 100).with(names(0, 100));
    var before = of(addresses, names(50, 100));

    for (int i = 0; i < 50; i++) {
      addresses = addresses.with(names(i, 100 + i));
      assertThat(of(addresses, names(50, 100))).isEqualTo(before);
    }
  }

  @Test
  void aNameThatComesBackFindsItsAddressAgain() {
    var pair = colliding();
    var both = VirtualAddresses.none(NARROW, 10).with(pair);
    var second = both.addressOf(pair.get(1));

    var alone = both.with(List.of(pair.get(1)));
    assertThat(alone.addressOf(pair.get(1))).isEqualTo(second);
    assertThat(alone.addressOf(pair.get(0))).isEqualTo(VirtualAddresses.NONE);

    assertThat(of(alone.with(List.of()).with(List.of(pair.get(1))), pair))
        .containsExactly(VirtualAddresses.NONE, second);
    assertThat(of(alone.with(pair), pair)).isEqualTo(of(both, pair));
  }

  @Test
  void namesOfOneHashAreNeighbours() {
    var pair = colliding();
    var one = VirtualAddresses.none(NARROW, 10).with(List.of(pair.get(1))).addressOf(pair.get(1));
    var both = VirtualAddresses.none(NARROW, 10).with(pair);

    assertThat(both.addressOf(pair.get(0))).as("the first keeps its own").isEqualTo(one);
    assertThat(both.addressOf(pair.get(1))).isNotEqualTo(one).isPositive();
  }

  /** Two names, in order, that want one address: their hash codes are equal. */
  private static List<String> colliding() {
    var pair = List.of("aaAa", "aaBB");
    assertThat(pair.get(0).hashCode()).isEqualTo(pair.get(1).hashCode());
    return pair;
  }

  @Test
  void aRangeThatIsUsedUpLeavesTheLastWithout() {
    var names = names(0, 260).stream().sorted().toList();

    var addresses = VirtualAddresses.none(NARROW, 10).with(names);

    assertThat(of(addresses, names.subList(0, 254)))
        .doesNotHaveDuplicates()
        .doesNotContain(VirtualAddresses.NONE);
    assertThat(of(addresses, names.subList(254, 260))).containsOnly(VirtualAddresses.NONE);
  }

  @Test
  void whoIsHereComesBeforeWhoIsRemembered() {
    var addresses = VirtualAddresses.none(NARROW, 300).with(names(0, 254)).with(names(254, 508));

    assertThat(of(addresses, names(254, 508)))
        .doesNotHaveDuplicates()
        .doesNotContain(VirtualAddresses.NONE);
  }

  @Test
  void noMoreNamesAreRememberedThanIsSaid() {
    var pair = colliding();
    var second = VirtualAddresses.none(NARROW, 0).with(pair).addressOf(pair.get(1));

    var back = VirtualAddresses.none(NARROW, 0).with(pair).with(List.of()).with(pair.subList(1, 2));

    assertThat(back.addressOf(pair.get(1))).isNotEqualTo(second);
  }
}
