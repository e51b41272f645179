package io.fairlead.proxy.rules;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.ResponseHead;
import java.util.Set;

/**
 * Judges one request of a split by what its caller got. Of gRPC only a status in the answer's head
 * is known (Trailers-Only), which is how servers tell nearly all failures.
 */
final class SplitOutcome implements Exchange.EndListener {
  /** Those that are the server's: unknown, deadline, unimplemented, internal, unavailable, loss. */
  private static final Set<Integer> SERVERS_FAILURES = Set.of(2, 4, 12, 13, 14, 15);

  private final SplitCounter counter;
  private final boolean grpc;
  private boolean failed;

  SplitOutcome(SplitCounter counter, AppProtocol protocol) {
    this.counter = counter;
    this.grpc = protocol == AppProtocol.GRPC;
  }

  /** Of the answer that the caller gets. */
  void answered(ResponseHead head) {
    failed = grpc && SERVERS_FAILURES.contains(head.grpcStatus());
  }

  @Override
  public void ended(Exchange exchange, Exchange.Outcome outcome) {
    if (outcome != Exchange.Outcome.CANCELLED) {
      boolean broken = outcome == Exchange.Outcome.UPSTREAM_ABORTED;
      counter.ended(failed || broken || exchange.status() >= 500);
    }
  }
}
