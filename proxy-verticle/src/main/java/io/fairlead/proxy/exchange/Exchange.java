package io.fairlead.proxy.exchange;

import java.util.ArrayList;
import java.util.List;

/**
 * One request and everything that was decided about it so far. Lives on one event loop and is not
 * safe for any other thread. Additions need a reason: what only one stage needs is that stage's.
 */
public final class Exchange {
  /** How an exchange ended. */
  public enum Outcome {
    /** A whole response was handed to the client. */
    COMPLETED,
    /** The response broke off after its head had been sent: the client's connection was reset. */
    UPSTREAM_ABORTED,
    /** The client went away. */
    CANCELLED
  }

  /** Called once, when nothing of the exchange is left to be done. */
  public interface EndListener {
    /** Must not block or fail. */
    void ended(Exchange exchange, Outcome outcome);
  }

  /** Stands for having no deadline or timeout. */
  public static final long NEVER = Long.MAX_VALUE;

  private final Direction direction;
  private final RequestHead request;
  private final long startedNanos;
  private final List<EndListener> endListeners = new ArrayList<>(4);

  private Route route;
  private long deadlineNanos = NEVER;
  private long limitNanos = NEVER;
  private long attemptTimeoutNanos = NEVER;
  private int attempts;
  private int toldFrom = 1;
  private long attemptStartedNanos;
  private RouteEndpoint endpoint;
  private List<RouteEndpoint> tried = List.of();
  private Changes changes = Changes.NONE;
  private int status;
  private boolean ended;
  private boolean beside;
  private Runnable givingUp;

  /**
   * @param startedNanos by the sidecar's clock, which starts near zero with the process
   */
  public Exchange(Direction direction, RequestHead request, long startedNanos) {
    this.direction = direction;
    this.request = request;
    this.startedNanos = startedNanos;
    this.attemptStartedNanos = startedNanos;
  }

  public Direction direction() {
    return direction;
  }

  public RequestHead request() {
    return request;
  }

  public long startedNanos() {
    return startedNanos;
  }

  /** Null until the routing stage found one. */
  public Route route() {
    return route;
  }

  public void routed(Route found) {
    route = found;
  }

  /** What is to be changed in the request and its answer; never null. */
  public Changes changes() {
    return changes;
  }

  public void change(Changes decided) {
    changes = decided;
  }

  /** The request was held back on purpose until now: its first attempt begins only then. */
  public void heldBackUntil(long nowNanos) {
    attemptStartedNanos = nowNanos;
  }

  /** When the whole exchange, all attempts and waits, has to be over; {@link #NEVER} for none. */
  public long deadlineNanos() {
    return deadlineNanos;
  }

  public void setDeadlineNanos(long deadlineNanos) {
    this.deadlineNanos = deadlineNanos;
  }

  /**
   * When somebody who was asked for an answer, the client or the service's policy, said that it has
   * to be over, by the sidecar's clock; {@link #NEVER} when nobody did. It ends whatever is under
   * way, and whoever is asked next is told what remains of it.
   */
  public long limitNanos() {
    return limitNanos;
  }

  public void setLimitNanos(long limitNanos) {
    this.limitNanos = limitNanos;
  }

  /**
   * How long the present attempt may take from the end of the request to the end of the response.
   */
  public long attemptTimeoutNanos() {
    return attemptTimeoutNanos;
  }

  public void setAttemptTimeoutNanos(long attemptTimeoutNanos) {
    this.attemptTimeoutNanos = attemptTimeoutNanos;
  }

  /** How many attempts were begun. */
  public int attempts() {
    return attempts;
  }

  /** Which attempt the present one is for the endpoint: those of sidecars before count, too. */
  public int attemptNumber() {
    return Math.max(toldFrom, request.attempt()) + Math.max(0, attempts - 1);
  }

  /** Counts its first attempt as a second one for the endpoint. */
  public void tellAsRepeated() {
    toldFrom = 2;
  }

  /**
   * Begins the first one; unless held back it starts with the exchange: reading the clock costs.
   */
  public void beginAttempt() {
    attempts++;
  }

  /** Begins another one. */
  public void beginAttempt(long nowNanos) {
    attempts++;
    attemptStartedNanos = nowNanos;
  }

  /** When the present attempt began, by the sidecar's clock. */
  public long attemptStartedNanos() {
    return attemptStartedNanos;
  }

  /** Where the present attempt goes; null before balancing. */
  public RouteEndpoint endpoint() {
    return endpoint;
  }

  /** Every endpoint chosen so far, the present one included. */
  public List<RouteEndpoint> tried() {
    return tried;
  }

  public void chosen(RouteEndpoint chosen) {
    endpoint = chosen;
    if (tried.isEmpty()) {
      tried = List.of(chosen);
    } else {
      tried = new ArrayList<>(tried);
      tried.add(chosen);
    }
  }

  /**
   * Another attempt beside this exchange's own: of the same request, with all that was decided so
   * far. What is decided of it from now on, and its end, are its own.
   */
  public Exchange beside() {
    var other = new Exchange(direction, request, startedNanos);
    other.route = route;
    other.deadlineNanos = deadlineNanos;
    other.limitNanos = limitNanos;
    other.attempts = attempts;
    other.toldFrom = toldFrom;
    other.attemptStartedNanos = attemptStartedNanos;
    other.tried = tried;
    other.beside = true;
    return other;
  }

  /** Whether another exchange decides over this one's attempt, and may give it up. */
  public boolean isBeside() {
    return beside;
  }

  /** Tells how the present attempt is given up. */
  public void givenUpBy(Runnable action) {
    givingUp = action;
  }

  /** Gives the present attempt up: its answer is not wanted. */
  public void giveUp() {
    if (givingUp != null) {
      givingUp.run();
    }
  }

  /** The status that the client gets; 0 while undecided. */
  public int status() {
    return status;
  }

  public void answered(int decided) {
    status = decided;
  }

  /** Adds a listener; the one that was added last is called first. */
  public void onEnd(EndListener listener) {
    endListeners.add(listener);
  }

  /** Ends the exchange; every call after the first does nothing. */
  public void end(Outcome outcome) {
    if (ended) {
      return;
    }
    ended = true;
    for (int i = endListeners.size() - 1; i >= 0; i--) {
      endListeners.get(i).ended(this, outcome);
    }
  }
}
