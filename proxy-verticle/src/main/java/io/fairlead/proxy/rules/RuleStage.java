package io.fairlead.proxy.rules;

import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.exchange.Stage;
import io.fairlead.proxy.exchange.Wait;
import io.vertx.core.Future;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Does what the first rule says that is about the request. Where it sends the request holds for all
 * attempts; the rules of the service that it sends it to do not.
 */
public final class RuleStage implements Stage {
  private final Rules rules;
  private final Wait wait;
  private final DoubleSupplier random;
  private final LongSupplier clock;

  /**
   * @param random numbers from 0 to 1
   */
  public RuleStage(Rules rules, Wait wait, DoubleSupplier random, LongSupplier nanoClock) {
    this.rules = rules;
    this.wait = wait;
    this.random = random;
    this.clock = nanoClock;
  }

  @Override
  public Future<ResponseHead> handle(Exchange exchange, Next next) {
    // Nearly always: nothing below may cost a service that has no rules.
    return exchange.route().policy().routes().isEmpty()
        ? next.proceed(exchange)
        : ruled(exchange, next);
  }

  private Future<ResponseHead> ruled(Exchange exchange, Next next) {
    var route = exchange.route();
    var asked = new Asked(exchange.request());
    // A tunnel asks for nothing that a rule could look at.
    boolean isTunnel = asked.method().equals("CONNECT") || asked.path().isEmpty();
    var rule = isTunnel ? null : rules.of(route).first(asked);
    if (rule == null) {
      return next.proceed(exchange);
    }
    var limiter = rule.limiter();
    var refused = limiter == null ? null : limiter.refusal(exchange, "rule " + rule.name());
    if (refused != null) {
      return Future.failedFuture(refused);
    }
    if (rule.fault().delays(random.getAsDouble())) {
      return wait.nanos(rule.fault().delayNanos())
          .compose(waited -> afterDelay(exchange, next, rule, asked));
    }
    return go(exchange, next, rule, asked);
  }

  private Future<ResponseHead> afterDelay(Exchange exchange, Next next, Rule rule, Asked asked) {
    if (exchange.request().isCancelled()) {
      return Future.failedFuture(new ProxyFailure.Cancelled("client went away"));
    }
    exchange.heldBackUntil(clock.getAsLong());
    return go(exchange, next, rule, asked);
  }

  private Future<ResponseHead> go(Exchange exchange, Next next, Rule rule, Asked asked) {
    var fault = rule.fault();
    if (fault.aborts(random.getAsDouble())) {
      return Future.failedFuture(
          new ProxyFailure.Fault(
              fault.abortStatus(), "rule " + rule.name() + " fails this request on purpose"));
    }
    var answer = rule.answerTo(asked);
    return answer != null
        ? Future.succeededFuture(answer)
        : send(exchange, next, rule, asked, exchange.route());
  }

  private Future<ResponseHead> send(
      Exchange exchange, Next next, Rule rule, Asked asked, Route from) {
    var choice = rule.split().choose(asked, from, rules.destinations(), random.getAsDouble());
    if (choice == null) {
      return Future.failedFuture(
          new ProxyFailure.NoHealthyEndpoint(
              "rule "
                  + rule.name()
                  + " has no endpoint to send this to (expected: one of "
                  + rule.split().describe()
                  + ")"));
    }
    exchange.change(rule.changes(asked, choice.cookie()));
    exchange.routed(choice.route());
    return rule.counters().isEmpty()
        ? next.proceed(exchange)
        : counted(exchange, next, rule.counters().get(choice.target()));
  }

  private static Future<ResponseHead> counted(Exchange exchange, Next next, SplitCounter counter) {
    var judged = new SplitOutcome(counter, exchange.route().protocol());
    exchange.onEnd(judged);
    return next.proceed(exchange).onSuccess(judged::answered);
  }
}
