package io.fairlead.benchmarks.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SubjectTest {
  private static final String ADDRESS = Subject.address(0);
  private final Subject subject = Subject.of("app.local", "srv-1", 3);

  private Set<String> residentsAnd(String address) {
    var all = new HashSet<>(subject.residents());
    all.add(address);
    return all;
  }

  @Test
  void anInstanceIsThereWhenItsAddressIsAmongTheResidents() {
    assertThat(subject.with(ADDRESS)).accepts(residentsAnd(ADDRESS));
    assertThat(subject.with(ADDRESS))
        .rejects(subject.residents(), Set.of(ADDRESS), residentsAnd(Subject.address(1)));
  }

  @Test
  void anInstanceIsGoneWhenTheResidentsAreLeft() {
    assertThat(subject.without()).accepts(Set.copyOf(subject.residents()));
    assertThat(subject.without()).rejects(Set.of(), Set.of("10.250.0.1"), residentsAnd(ADDRESS));
  }

  @Test
  void roundsHaveAddressesOfTheirOwn() {
    var addresses =
        IntStream.range(0, 62_500).mapToObj(Subject::address).collect(Collectors.toSet());
    assertThat(addresses).hasSize(62_500).doesNotContainAnyElementsOf(subject.residents());
  }
}
