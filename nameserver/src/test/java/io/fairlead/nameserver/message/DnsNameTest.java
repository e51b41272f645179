package io.fairlead.nameserver.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DnsNameTest {
  @Test
  void namesThatDifferInCaseAreEqualAndKeepTheirLetters() {
    var mixed = name("BackEnd.Prod.local");

    assertThat(mixed)
        .isEqualTo(name("backend.prod.LOCAL"))
        .hasSameHashCodeAs(name("backend.prod.local"));
    assertThat(mixed).hasToString("BackEnd.Prod.local.");
  }

  @Test
  void onlyAsciiLettersHaveACase() {
    assertThat(name("[")).isNotEqualTo(name("{"));
    assertThat(name("@")).isNotEqualTo(name("`"));
  }

  @Test
  void dotsInOtherPlacesMakeOtherNames() {
    assertThat(name("a.bc")).isNotEqualTo(name("ab.c"));
  }

  @Test
  void finalDotMakesNoDifferenceAndOnlyTheRootIsEmpty() {
    assertThat(name("a.b.")).isEqualTo(name("a.b"));
    assertThat(name(".")).isSameAs(DnsName.ROOT).hasToString(".");
    assertThat(DnsName.parse("a..b")).isEmpty();
    assertThat(DnsName.parse(".a")).isEmpty();
  }

  @Test
  void labelsHoldSixtyThreeBytesAndNamesTwoHundredFiftyFive() {
    String label = "x".repeat(63);
    assertThat(DnsName.parse(label)).isPresent();
    assertThat(DnsName.parse(label + "x")).isEmpty();

    String longest = label + "." + label + "." + label + "." + "x".repeat(61);
    assertThat(DnsName.parse(longest)).isPresent();
    assertThat(DnsName.parse(longest + "x")).isEmpty();
    assertThat(name("y").under(name(longest))).isEmpty();
  }

  @Test
  void parentsLeadToTheRoot() {
    assertThat(name("a.b").parent()).isEqualTo(name("b"));
    assertThat(name("b").parent()).isSameAs(DnsName.ROOT);
    assertThat(DnsName.ROOT.parent()).isSameAs(DnsName.ROOT);
    assertThat(name("a").under(name("b.c"))).contains(name("a.b.c"));
  }

  @Test
  void specialCharactersAreEscapedForPeople() {
    assertThat(DnsName.ofWire(new byte[] {4, 'a', '.', ' ', (byte) 0xff, 0}))
        .hasToString("a\\.\\032\\255.");
    assertThat(name("a@b")).hasToString("a\\@b.");
  }

  private static DnsName name(String text) {
    return DnsName.parse(text).orElseThrow();
  }
}
