package io.fairlead.registry.lease;

import io.fairlead.catalog.bus.BusFailure;
import io.fairlead.registry.catalog.CatalogException;
import io.fairlead.registry.lease.LeaseObserver.Answer;

/** The one place where failures of the catalog become failures on the bus. */
final class LeaseFailures {
  private LeaseFailures() {}

  /** What the sender is told; what is not expected stays as it is, and is logged by the bus. */
  static Throwable toReply(Throwable failure) {
    if (failure instanceof CatalogException.ResourceLimitExceeded
        || failure instanceof CatalogException.Unavailable
        || failure instanceof CatalogException.NamespaceNotFound) {
      return BusFailure.of(BusFailure.UNAVAILABLE, failure.getMessage());
    }
    if (failure instanceof CatalogException) {
      return BusFailure.of(BusFailure.INVALID, failure.getMessage());
    }
    return failure;
  }

  static Answer answer(Throwable failure) {
    if (BusFailure.is(failure, BusFailure.NOT_FOUND)) {
      return Answer.UNKNOWN;
    }
    return BusFailure.is(failure, BusFailure.INVALID) ? Answer.INVALID : Answer.FAILED;
  }
}
