package io.fairlead.proxy.balance;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Endpoints have many points each on a ring, and a key belongs to the endpoint of the next point
 * (Karger et al., "Consistent Hashing and Random Trees", 1997; libketama). An endpoint that may not
 * be chosen is passed over, so that its keys alone move, each to where it would be without it.
 */
final class Ring implements HashTable {
  static final int POINTS_MIN = 1024;
  static final int POINTS_MAX = 65_536;

  /** Lets endpoints' shares of the keys differ by some 4 % (its root's inverse). */
  private static final int POINTS_EACH = 512;

  private static final long SEED = 0;

  /** Lower bits of a point tell its owner: one array to sort, and equal places have an order. */
  private static final long OWNER = POINTS_MAX - 1;

  private final long[] points;

  private Ring(long[] points) {
    this.points = points;
  }

  /**
   * Makes it. The lightest endpoint has {@value #POINTS_EACH} points, the others in proportion. So
   * a point stays where it is when other endpoints come or go, as long as all have room on the
   * ring; on a crowded one each has fewer, but one at least.
   */
  static Ring of(List<Member> members) {
    int lightest = members.stream().mapToInt(Member::weight).filter(w -> w > 0).min().orElse(0);
    double sum = members.stream().mapToDouble(m -> relative(m, lightest)).sum();
    double room = Math.max(0, POINTS_MAX - members.size()) / sum;
    double each = Math.min(Math.max(POINTS_EACH, POINTS_MIN / sum), room);
    long[] points = new long[POINTS_MAX];
    int size = 0;
    for (int owner = 0; owner < Math.min(members.size(), POINTS_MAX); owner++) {
      double weight = relative(members.get(owner), lightest);
      long wanted = weight == 0 ? 0 : Math.max(1, Math.round(weight * each));
      long id = XxHash64.of(members.get(owner).id(), SEED);
      for (int i = 0; i < wanted && size < POINTS_MAX; i++) {
        points[size++] = (XxHash64.mixed(id + i) & ~OWNER) | owner;
      }
    }
    Arrays.sort(points, 0, size);
    return new Ring(Arrays.copyOf(points, size));
  }

  private static double relative(Member member, int lightest) {
    return lightest == 0 ? 1 : (double) member.weight() / lightest;
  }

  @Override
  public int owner(long key, IntPredicate eligible) {
    int found = Arrays.binarySearch(points, key);
    int next = found >= 0 ? found : -found - 1;
    for (int i = 0; i < points.length; i++) {
      int owner = (int) (points[(next + i) % points.length] & OWNER);
      if (eligible.test(owner)) {
        return owner;
      }
    }
    return NOBODY;
  }

  /** How many points there are. */
  int size() {
    return points.length;
  }
}
