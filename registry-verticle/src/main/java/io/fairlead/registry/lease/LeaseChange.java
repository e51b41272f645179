package io.fairlead.registry.lease;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** The changes of a lease: pure, and made in one atomic step where the lease is kept. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "change")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LeaseChange.Grant.class, name = "grant"),
  @JsonSubTypes.Type(value = LeaseChange.Adopt.class, name = "adopt"),
  @JsonSubTypes.Type(value = LeaseChange.Renew.class, name = "renew"),
  @JsonSubTypes.Type(value = LeaseChange.Shorten.class, name = "shorten"),
  @JsonSubTypes.Type(value = LeaseChange.Expire.class, name = "expire"),
  @JsonSubTypes.Type(value = LeaseChange.Drop.class, name = "drop"),
  @JsonSubTypes.Type(value = LeaseChange.Release.class, name = "release")
})
public sealed interface LeaseChange {
  /**
   * What is kept afterwards.
   *
   * @param held null when there is no lease
   * @return null when none shall be kept
   */
  HeldLease applyTo(HeldLease held);

  /** What the change answers; see each. */
  boolean answer(HeldLease held);

  /** Puts the lease there; answers whether a living one was there before. */
  record Grant(HeldLease lease) implements LeaseChange {
    @Override
    public HeldLease applyTo(HeldLease held) {
      return lease;
    }

    @Override
    public boolean answer(HeldLease held) {
      return held != null && !held.expiring();
    }
  }

  /** Puts the lease there unless there is one; answers whether it did. */
  record Adopt(HeldLease lease) implements LeaseChange {
    @Override
    public HeldLease applyTo(HeldLease held) {
      return held == null ? lease : held;
    }

    @Override
    public boolean answer(HeldLease held) {
      return held == null;
    }
  }

  /** Lets it last its time from now; answers whether it lives. */
  record Renew(long nowMillis) implements LeaseChange {
    @Override
    public HeldLease applyTo(HeldLease held) {
      return answer(held) ? held.until(nowMillis + held.leaseMillis()) : held;
    }

    @Override
    public boolean answer(HeldLease held) {
      return held != null && !held.expiring();
    }
  }

  /** Cuts a lease that lasts longer than one from now would, as after a clock went back. */
  record Shorten(long nowMillis) implements LeaseChange {
    @Override
    public HeldLease applyTo(HeldLease held) {
      return answer(held) ? held.until(nowMillis + held.leaseMillis()) : held;
    }

    @Override
    public boolean answer(HeldLease held) {
      return held != null && held.untilMillis() > nowMillis + held.leaseMillis();
    }
  }

  /** Marks a lease that ran out; answers whether it did, or did before. */
  record Expire(long nowMillis) implements LeaseChange {
    @Override
    public HeldLease applyTo(HeldLease held) {
      return answer(held) ? held.asExpiring() : held;
    }

    @Override
    public boolean answer(HeldLease held) {
      return held != null && (held.expiring() || held.untilMillis() <= nowMillis);
    }
  }

  /** Forgets a marked lease; answers whether it did, which a new grant prevents. */
  record Drop() implements LeaseChange {
    @Override
    public HeldLease applyTo(HeldLease held) {
      return answer(held) ? null : held;
    }

    @Override
    public boolean answer(HeldLease held) {
      return held != null && held.expiring();
    }
  }

  /** Forgets the lease; answers whether there was one. */
  record Release() implements LeaseChange {
    @Override
    public HeldLease applyTo(HeldLease held) {
      return null;
    }

    @Override
    public boolean answer(HeldLease held) {
      return held != null;
    }
  }
}
