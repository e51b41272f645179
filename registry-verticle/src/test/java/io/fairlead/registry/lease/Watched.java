package io.fairlead.registry.lease;

import java.util.ArrayList;
import java.util.List;

/** Remembers what was observed. */
final class Watched implements LeaseObserver {
  final List<Answer> answers = new ArrayList<>();
  int expired;
  int frozen;
  final List<Boolean> freezes = new ArrayList<>();

  @Override
  public void answered(String operation, Answer answer, long nanos) {
    answers.add(answer);
  }

  @Override
  public void expired() {
    expired++;
  }

  @Override
  public void freezeChanged(boolean begun) {
    freezes.add(begun);
  }

  @Override
  public void frozen(int leases) {
    frozen = leases;
  }
}
