package io.fairlead.proxy.register;

import io.fairlead.catalog.HealthStatus;
import io.fairlead.catalog.ServiceConnectService;
import io.fairlead.catalog.bus.Bus;
import io.fairlead.catalog.bus.BusAddress;
import io.fairlead.catalog.bus.BusFailure;
import io.fairlead.catalog.bus.BusRestored;
import io.fairlead.catalog.bus.Deregistered;
import io.fairlead.catalog.bus.Lease;
import io.fairlead.catalog.bus.Registration;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the lease of one service's registration. Lives on the context that called {@link #start};
 * asks one thing at a time, and what changes meanwhile is asked next.
 */
public final class Registrar {
  private static final Logger LOG = LoggerFactory.getLogger(Registrar.class);

  /**
   * What is registered, but for its health.
   *
   * @param namespace its name
   */
  public record Subject(
      String namespace,
      ServiceConnectService service,
      String instanceId,
      Map<String, String> attributes) {}

  private enum State {
    /** The application has not been healthy yet, or the lease was given back. */
    SILENT,
    /** To be registered: for the first time, anew, or with another health status. */
    UNREGISTERED,
    /** The registry knows us as we are; renewing will do. */
    REGISTERED
  }

  private final Vertx vertx;
  private final Bus bus;
  private final Subject subject;
  private final LeaseSchedule schedule;
  private final DoubleSupplier random;

  private MessageConsumer<?> restored;
  private State state = State.SILENT;
  private HealthStatus health;
  private Future<Lease> pending = Future.succeededFuture();
  private boolean askAgain;
  private int failures;
  private long timer = -1;
  private boolean closed;
  private volatile boolean everRegistered;

  public Registrar(Vertx vertx, Subject subject, LeaseSchedule schedule, DoubleSupplier random) {
    this.vertx = vertx;
    this.bus = new Bus(vertx);
    this.subject = subject;
    this.schedule = schedule;
    this.random = random;
  }

  /** Begins to listen; registers nothing before the first {@link #healthChanged}. */
  public void start() {
    restored = bus.listen(BusAddress.BUS_RESTORED, BusRestored.class, event -> restored());
  }

  /** Registers, or registers anew, with this health; after {@link #close} it does nothing. */
  public void healthChanged(boolean healthy) {
    if (closed) {
      // A check that was under way when the task left.
      return;
    }
    health = healthy ? HealthStatus.HEALTHY : HealthStatus.UNHEALTHY;
    state = State.UNREGISTERED;
    failures = 0;
    ask();
  }

  /** Whether the registry has ever accepted us; any thread. */
  public boolean isRegistered() {
    return everRegistered;
  }

  /** Gives the lease back and stops; succeeds even when the registry cannot be told. */
  public Future<Void> close() {
    closed = true;
    boolean known = state != State.SILENT;
    state = State.SILENT;
    vertx.cancelTimer(timer);
    var quiet = restored == null ? Future.<Void>succeededFuture() : restored.unregister();
    if (!known) {
      return quiet;
    }
    // A registration under way must not arrive after the deregistration.
    return quiet.transform(v -> pending).transform(v -> deregister());
  }

  private Future<Void> deregister() {
    var holder = registration().holder();
    everRegistered = false;
    return bus.request(
            BusAddress.DEREGISTER, holder, Deregistered.class, schedule.requestTimeout().toMillis())
        .onSuccess(gone -> LOG.info("{} deregistered", name()))
        .onFailure(
            cause ->
                LOG.warn(
                    "{} could not be deregistered, its lease will run out: {}",
                    name(),
                    cause.getMessage()))
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  private void restored() {
    if (state != State.SILENT) {
      failures = 0;
      askIn(schedule.restoredMillis(random));
    }
  }

  private void askIn(long millis) {
    vertx.cancelTimer(timer);
    timer = vertx.setTimer(millis, t -> ask());
  }

  private void ask() {
    if (!pending.isComplete()) {
      askAgain = true;
      return;
    }
    vertx.cancelTimer(timer);
    var asked = state;
    var status = health;
    pending = asked == State.REGISTERED ? renew() : register();
    pending.onComplete(done -> answered(asked, status, done));
  }

  private Future<Lease> register() {
    return bus.request(
        BusAddress.REGISTER, registration(), Lease.class, schedule.requestTimeout().toMillis());
  }

  private Future<Lease> renew() {
    return bus.request(
        BusAddress.RENEW,
        registration().holder(),
        Lease.class,
        schedule.requestTimeout().toMillis());
  }

  private void answered(State asked, HealthStatus status, AsyncResult<Lease> done) {
    if (state == State.SILENT) {
      return;
    }
    if (done.succeeded()) {
      failures = 0;
      accepted(asked, status, done.result());
    } else {
      failed(asked, done.cause());
    }
    if (askAgain) {
      askAgain = false;
      ask();
    }
  }

  private void accepted(State asked, HealthStatus status, Lease lease) {
    everRegistered = true;
    if (asked == State.UNREGISTERED && status == health) {
      state = State.REGISTERED;
      LOG.info("{} registered as {}", name(), status);
    }
    askIn(schedule.renewMillis(lease.leaseMillis()));
  }

  private void failed(State asked, Throwable cause) {
    if (asked == State.REGISTERED && BusFailure.is(cause, BusFailure.NOT_FOUND)) {
      LOG.info("{} is unknown to the registry, registering again", name());
      state = State.UNREGISTERED;
      askAgain = true;
      return;
    }
    failures++;
    if (failures == 1) {
      LOG.warn(
          "{} not {}: {}",
          name(),
          asked == State.REGISTERED ? "renewed" : "registered",
          cause.getMessage());
    }
    askIn(schedule.retryMillis(failures, random));
  }

  private Registration registration() {
    return new Registration(
        subject.namespace(),
        subject.service(),
        subject.instanceId(),
        subject.attributes(),
        health,
        schedule.lease().toMillis());
  }

  private String name() {
    return "instance "
        + subject.instanceId()
        + " of "
        + subject.service().discoveryName()
        + "."
        + subject.namespace();
  }
}
