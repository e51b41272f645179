package io.fairlead.proxy.circuit;

import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.PerService;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.exchange.Stage;
import io.vertx.core.Future;
import java.util.function.LongSupplier;

/**
 * Refuses, at once and cheaply, what would be more of one service's traffic than its policy allows.
 * Only looks at services that have such limits.
 */
public final class CircuitStage implements Stage {
  private final PerService<Circuit> circuits;
  private final CircuitObserver observer;
  private final LongSupplier clock;

  public CircuitStage(
      PerService<Circuit> circuits, CircuitObserver observer, LongSupplier nanoClock) {
    this.circuits = circuits;
    this.observer = observer;
    this.clock = nanoClock;
  }

  @Override
  public Future<ResponseHead> handle(Exchange exchange, Next next) {
    if (exchange.route().policy().circuitBreaking() == null) {
      return next.proceed(exchange);
    }
    var circuit = circuits.of(exchange.route());
    if (!circuit.enterRequest()) {
      observer.refused(exchange, ProxyFailure.Overflow.Limit.REQUESTS);
      return Future.failedFuture(
          new ProxyFailure.Overflow(
              circuit.requestsMax()
                  + " requests are under way (expected: fewer; circuitBreaking.requestsMax, or what"
                  + " adaptive found)",
              ProxyFailure.Overflow.Limit.REQUESTS));
    }
    exchange.onEnd((ended, outcome) -> left(circuit, ended, outcome));
    return next.proceed(exchange).onFailure(cause -> failed(exchange, cause));
  }

  private void left(Circuit circuit, Exchange exchange, Exchange.Outcome outcome) {
    boolean served = outcome == Exchange.Outcome.COMPLETED && exchange.status() < 502;
    long nanos = circuit.adapts() ? clock.getAsLong() - exchange.startedNanos() : 0;
    // A client that went away says nothing about the service, but that its request is over.
    circuit.leaveRequest(nanos, served || outcome == Exchange.Outcome.CANCELLED);
  }

  private void failed(Exchange exchange, Throwable cause) {
    if (cause instanceof ProxyFailure.Overflow overflow) {
      observer.refused(exchange, overflow.limit());
    }
  }
}
