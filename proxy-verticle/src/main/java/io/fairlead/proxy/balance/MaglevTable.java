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
    int count = members.size();
    int[] place = new int[count];
    int[] skip = new int[count];
    double[] pace = new double[count];
    for (int i = 0; i < count; i++) {
      var member = members.get(i);
      place[i] = (int) Long.remainderUnsigned(XxHash64.of(member.id(), OFFSET_SEED), SIZE);
      skip[i] = (int) Long.remainderUnsigned(XxHash64.of(member.id(), SKIP_SEED), SIZE - 1) + 1;
      pace[i] = heaviest > 0 ? (double) member.weight() / heaviest : 1;
    }
    int[] owners = new int[SIZE];
    Arrays.fill(owners, FREE);
    double[] turns = new double[count];
    for (int taken = 0; taken < SIZE; ) {
      for (int i = 0; i < count && taken < SIZE; i++) {
        turns[i] += pace[i];
        if (turns[i] >= 1) {
          turns[i]--;
          place[i] = free(owners, place[i], skip[i]);
          owners[place[i]] = i;
          taken++;
        }
      }
    }
    return new MaglevTable(owners);
  }

  /** The first free place of an endpoint's own order of places. */
  private static int free(int[] owners, int from, int skip) {
    int place = from;
    while (owners[place] != FREE) {
      place += skip;
      place -= place >= SIZE ? SIZE : 0;
    }
    return place;
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
