package io.fairlead.proxy.chain;

import io.fairlead.proxy.balance.Balancers;
import io.fairlead.proxy.balance.BalancingStage;
import io.fairlead.proxy.balance.Ejections;
import io.fairlead.proxy.circuit.Circuit;
import io.fairlead.proxy.circuit.CircuitObserver;
import io.fairlead.proxy.circuit.CircuitStage;
import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.PerService;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.exchange.Stage;
import io.fairlead.proxy.exchange.Upstream;
import io.fairlead.proxy.exchange.Wait;
import io.fairlead.proxy.outlier.OutlierStage;
import io.fairlead.proxy.outlier.Outliers;
import io.fairlead.proxy.retry.CallersRetries;
import io.fairlead.proxy.retry.HedgeStage;
import io.fairlead.proxy.retry.RetryObserver;
import io.fairlead.proxy.retry.RetryPolicy;
import io.fairlead.proxy.retry.RetryStage;
import io.fairlead.proxy.retry.ServiceRetries;
import io.fairlead.proxy.rules.LimitStage;
import io.fairlead.proxy.rules.RuleStage;
import io.fairlead.proxy.rules.Rules;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * What happens to a request, in this order. One chain per event loop and listener; what its stages
 * share between event loops comes in as {@link Shared}.
 */
public final class RequestChain {
  /**
   * One per process.
   *
   * @param nanoClock starts near zero with the process and never goes back
   */
  public record Shared(
      RequestLimit limit,
      Balancers balancers,
      Outliers outliers,
      Rules rules,
      PerService<ServiceRetries> serviceRetries,
      CallersRetries callers,
      PerService<Circuit> circuits,
      CircuitObserver refusals,
      RequestObserver requests,
      RetryObserver retries,
      LongSupplier nanoClock) {}

  /**
   * One per event loop.
   *
   * @param upstream its connections
   * @param pause lets time pass on that loop
   * @param random numbers from 0 to 1
   */
  public record Loop(Upstream upstream, Wait pause, DoubleSupplier random) {}

  private final List<Stage> stages;
  private final Stage.Next first;

  RequestChain(List<Stage> stages) {
    this.stages = List.copyOf(stages);
    Stage.Next next =
        exchange -> Future.failedFuture(new IllegalStateException("no stage answered"));
    for (int i = stages.size() - 1; i >= 0; i--) {
      next = new Link(stages.get(i), next);
    }
    first = next;
  }

  /** The chain of requests that leave for the mesh. */
  public static RequestChain egress(Shared shared, Loop loop, Stage routing, RetryPolicy retries) {
    return chain(shared, loop, routing, retries, shared.outliers());
  }

  /**
   * The chain of requests that arrive for the application: the same, but nobody is ejected, since
   * there is nobody else, and only what certainly never arrived is sent again.
   */
  public static RequestChain ingress(Shared shared, Loop loop, Stage routing, RetryPolicy retries) {
    return chain(shared, loop, routing, retries.ofNeverSent(), Ejections.NONE);
  }

  private static RequestChain chain(
      Shared shared, Loop loop, Stage routing, RetryPolicy retries, Ejections ejections) {
    var clock = shared.nanoClock();
    return new RequestChain(
        List.of(
            // Outermost: it must see every request, also one that is refused below.
            new TelemetryStage(shared.requests(), clock),
            // Above everything that fails, and below telemetry, so that failures count as answers.
            new FailureStage(shared.requests()),
            // Above routing and all that costs more than saying no.
            new ShedStage(shared.limit()),
            // All below need the route: its timeouts, its budget, its endpoints.
            routing,
            // Above all that depends on where the request goes and how often.
            rules(shared, loop, ejections),
            // Below rules: limits are those of the service where the request goes.
            new LimitStage(shared.rules()),
            // Above all that takes time: what is one too many is refused at once.
            new CircuitStage(shared.circuits(), shared.refusals(), clock),
            // Above retry: the deadline is that of all attempts together.
            new DeadlineStage(retries.retriesMax()),
            // Above balancing: another attempt is to choose another endpoint.
            retry(shared, loop, retries),
            // Above balancing, too: both attempts choose, and the second another endpoint.
            hedge(shared, loop),
            // Above outliers: these judge the endpoint that was chosen here.
            new BalancingStage(shared.balancers(), ejections, clock),
            // Below retry: every attempt counts, not only the last one.
            outliers(shared, ejections),
            // Last: bytes.
            new UpstreamStage(loop.upstream(), clock)));
  }

  /** What arrives for an application was ruled where it came from. */
  private static Stage rules(Shared shared, Loop loop, Ejections ejections) {
    return ejections == Ejections.NONE
        ? (exchange, next) -> next.proceed(exchange)
        : new RuleStage(shared.rules(), loop.pause(), loop.random(), shared.nanoClock());
  }

  private static Stage retry(Shared shared, Loop loop, RetryPolicy retries) {
    return new RetryStage(
        retries,
        shared.serviceRetries(),
        shared.callers(),
        shared.circuits(),
        shared.refusals(),
        shared.retries(),
        shared.nanoClock(),
        loop.random(),
        loop.pause());
  }

  private static Stage hedge(Shared shared, Loop loop) {
    return new HedgeStage(
        shared.serviceRetries(),
        shared.circuits(),
        shared.refusals(),
        shared.retries(),
        shared.nanoClock(),
        loop.pause());
  }

  /** The application beside an ingress listener is never ejected, so it is not judged either. */
  private static Stage outliers(Shared shared, Ejections ejections) {
    return ejections == Ejections.NONE
        ? (exchange, next) -> next.proceed(exchange)
        : new OutlierStage(shared.outliers());
  }

  /** Handles a request; fails only for a reason that is a mistake in this program. */
  public Future<ResponseHead> handle(Exchange exchange) {
    return first.proceed(exchange);
  }

  List<Stage> stages() {
    return stages;
  }

  private static final class Link implements Stage.Next {
    private final Stage stage;
    private final Stage.Next next;

    Link(Stage stage, Stage.Next next) {
      this.stage = stage;
      this.next = next;
    }

    @Override
    public Future<ResponseHead> proceed(Exchange exchange) {
      return stage.handle(exchange, next);
    }
  }
}
