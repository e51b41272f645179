package io.fairlead.proxy.balance;

/** Is told how one service's endpoints are chosen; any event loop. */
public interface BalancingObserver {
  /** Tells nobody. */
  BalancingObserver NONE =
      new BalancingObserver() {
        @Override
        public void stayedInZone() {}

        @Override
        public void leftZone() {}

        @Override
        public void panicked() {}
      };

  /** An attempt goes to the sidecar's own zone. */
  void stayedInZone();

  /** An attempt goes to another zone, since the own one has less than its share of endpoints. */
  void leftZone();

  /** So few endpoints are well that nobody asks whether they are. */
  void panicked();
}
