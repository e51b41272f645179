package io.fairlead.proxy.balance;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A table with as many places for each endpoint as its weight says, where few change when endpoints
 * come or go (Eisenbud et al., "Maglev: A Fast and Reliable Software Network Load Balancer", NSDI
 * 2016, §3.4). More even than a {@link Ring} and quicker to look up; a little more moves.
 */
final class MaglevTable implements HashTable {
  /** A prime, the paper's choice for many endpoints. */
  static final int SIZE = 65_537;

  private static final int RETRIES_MAX = 16;
  private static final long OFFSET_SEED = 0;
  private static final long SKIP_SEED = 1;
  private static final int FREE = -1;

  private final int[] owners;

  private MaglevTable(int[] owners) {
    this.owners = owners;
  }

  /** Makes it. */
  static MaglevTable of(List<Member> members) {
    int heaviest = members.stream().mapToInt(Member::weight).max().orElse(0);
    long[] place = new long[members.size()];
    long[] skip = new long[members.size()];
    for (int i = 0; i < place.length; i++) {
      String id = members.get(i).id();
      place[i] = Long.remainderUnsigned(XxHash64.of(id, OFFSET_SEED), SIZE);
      skip[i] = Long.remainderUnsigned(XxHash64.of(id, SKIP_SEED), SIZE - 1) + 1;
    }
    int[] owners = new int[SIZE];
    Arrays.fill(owners, FREE);
    double[] turns = new double[members.size()];
    for (int taken = 0; taken < SIZE; ) {
      for (int i = 0; i < place.length && taken < SIZE; i++) {
        turns[i] += heaviest > 0 ? (double) members.get(i).weight() / heaviest : 1;
        if (turns[i] >= 1) {
          turns[i]--;
          while (owners[(int) place[i]] != FREE) {
            place[i] = (place[i] + skip[i]) % SIZE;
          }
          owners[(int) place[i]] = i;
          taken++;
        }
      }
    }
    return new MaglevTable(owners);
  }

  /** Another place is looked at while the owner may not be chosen; keys of others do not move. */
  @Override
  public int owner(long key, IntPredicate eligible) {
    long hash = key;
    for (int i = 0; i <= RETRIES_MAX; i++) {
      int owner = owners[(int) Long.remainderUnsigned(hash, SIZE)];
      if (eligible.test(owner)) {
        return owner;
      }
      hash = XxHash64.mixed(hash + 1);
    }
    return NOBODY;
  }
}
