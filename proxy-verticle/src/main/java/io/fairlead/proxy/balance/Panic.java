package io.fairlead.proxy.balance;

/** When so few endpoints are well that the rest would not bear the load; pure. */
final class Panic {
  private Panic() {}

  /**
   * Whether it is so.
   *
   * @param well how many are healthy and not ejected
   * @param all how many there are, 1 or more
   * @param percent that must be well; 0 stands for one
   */
  static boolean isNow(int well, int all, int percent) {
    return well == 0 || well * 100L < (long) percent * all;
  }
}
