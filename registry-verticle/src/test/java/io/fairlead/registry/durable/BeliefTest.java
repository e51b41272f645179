package io.fairlead.registry.durable;

import static io.fairlead.registry.Samples.namespace;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.registry.catalog.CatalogStore.Contents;
import io.fairlead.registry.catalog.Labels;
import io.fairlead.registry.catalog.Removals;
import io.fairlead.registry.catalog.StoredNamespace;
import java.util.List;
import org.junit.jupiter.api.Test;

class BeliefTest {
  private static final long DAY = Removals.KEPT_MICROS;
  private static final long HOUR = DAY / 24;
  private static final long NOW = 100 * DAY;
  private static final Contents NOTHING = new Contents(List.of(), List.of());

  private static Contents lastChangedAt(long micros) {
    return new Contents(
        List.of(new StoredNamespace("ns-1", micros, namespace("prod"), Labels.NONE)), List.of());
  }

  @Test
  void aClusterThatHoldsNothingTakesWhatThereIs() {
    assertThat(Belief.inCopy(NOW - 30 * DAY, NOTHING, NOW - 20 * DAY, NOW)).isTrue();
  }

  @Test
  void aClusterThatLivedOnForMoreThanADayHasForgottenRemovals() {
    assertThat(Belief.inCopy(NOW - 2 * DAY, lastChangedAt(NOW - 9 * DAY), NOW - 10 * DAY, NOW))
        .isFalse();
    assertThat(Belief.inCopy(NOW - 23 * HOUR, lastChangedAt(NOW), NOW - 10 * DAY, NOW)).isTrue();
  }

  @Test
  void nodesThatAllRestedForAWeekBelieveEachOther() {
    long ended = NOW - 7 * DAY;
    assertThat(Belief.inCopy(ended, lastChangedAt(ended + HOUR), NOW - HOUR, NOW)).isTrue();
  }

  @Test
  void aNodeThatEndedLongBeforeTheOthersIsNotBelieved() {
    long ended = NOW - 7 * DAY;
    assertThat(Belief.inCopy(ended, lastChangedAt(ended + 2 * DAY), NOW - HOUR, NOW)).isFalse();
  }
}
