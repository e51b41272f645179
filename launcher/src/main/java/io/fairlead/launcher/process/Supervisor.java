package io.fairlead.launcher.process;

import io.fairlead.node.StartFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Keeps one process running, from start to stop; safe for any thread, never blocks the caller. */
public final class Supervisor {
  private static final int ATTEMPTS = 3;
  private static final int REFUSED = 2;
  private static final long PROBE_MILLIS = 100;

  /** Where a supervised process stands. */
  public enum State {
    /** Not running, and nobody wants it to. */
    STOPPED,
    /** Running, not ready yet. */
    STARTING,
    /** Running, and was ready at least once since it was started. */
    READY,
    /** Died; the next start is scheduled. */
    WAITING,
    /** Died too often before it was ever ready; stays so until started by hand. */
    GIVEN_UP
  }

  private final ProcessSpec spec;
  private final RestartSchedule schedule;
  private final Warden warden;
  private final ScheduledExecutorService clock;
  private final ProcessListener listener;

  private State state = State.STOPPED;
  private ChildProcess child;
  private CompletableFuture<Void> ready = new CompletableFuture<>();
  private long startedNanos;
  private int deaths;
  private boolean wasReady;
  private OptionalInt lastExit = OptionalInt.empty();
  private Optional<String> missing = Optional.empty();

  /**
   * @param clock runs probes and restarts; probes block for up to a second each
   */
  public Supervisor(
      ProcessSpec spec,
      RestartSchedule schedule,
      Warden warden,
      ScheduledExecutorService clock,
      ProcessListener listener) {
    this.spec = spec;
    this.schedule = schedule;
    this.warden = warden;
    this.clock = clock;
    this.listener = listener;
  }

  /** What it runs. */
  public ProcessSpec spec() {
    return spec;
  }

  /** Where it stands. */
  public synchronized State state() {
    return state;
  }

  /** The process id; empty when nothing runs. */
  public synchronized OptionalLong pid() {
    return child == null ? OptionalLong.empty() : OptionalLong.of(child.pid());
  }

  /** The exit code of the process that ended last; empty when none has. */
  public synchronized OptionalInt lastExit() {
    return lastExit;
  }

  /** What the last probe found missing; empty when nothing. */
  public synchronized Optional<String> missing() {
    return missing;
  }

  /**
   * Starts it unless it runs.
   *
   * @return completes when it is ready for the first time since this call; fails with {@link
   *     StartFailure} when it cannot start
   */
  public synchronized CompletableFuture<Void> start() {
    if (state == State.STOPPED || state == State.GIVEN_UP) {
      ready = new CompletableFuture<>();
      deaths = 0;
      wasReady = false;
      launch();
    }
    return ready;
  }

  /** SIGTERM, then SIGKILL; completes when it is gone. It stays down until started again. */
  public synchronized CompletableFuture<Void> stop() {
    var gone = end();
    return gone == null
        ? CompletableFuture.completedFuture(null)
        : gone.stop(spec.stopGrace()).thenAccept(this::remember);
  }

  /** SIGKILL; completes when it is gone. It stays down until started again. */
  public synchronized CompletableFuture<Void> kill() {
    var gone = end();
    if (gone == null) {
      return CompletableFuture.completedFuture(null);
    }
    gone.kill();
    return gone.exited().thenAccept(this::remember);
  }

  private ChildProcess end() {
    var last = child;
    child = null;
    state = State.STOPPED;
    ready.completeExceptionally(new StartFailure(spec.name() + " was stopped"));
    return last;
  }

  private void launch() {
    ChildProcess started;
    try {
      started = ChildProcess.start(spec, warden);
    } catch (StartFailure failure) {
      state = State.GIVEN_UP;
      ready.completeExceptionally(failure);
      return;
    }
    child = started;
    state = State.STARTING;
    startedNanos = System.nanoTime();
    later(PROBE_MILLIS, () -> probe(started));
    var unused = started.exited().thenAccept(exit -> ended(started, exit));
  }

  private void probe(ChildProcess probed) {
    var found = spec.probe().missing();
    synchronized (this) {
      if (child != probed || state != State.STARTING) {
        return;
      }
      missing = found;
      if (found.isPresent()) {
        later(PROBE_MILLIS, () -> probe(probed));
        return;
      }
      state = State.READY;
      wasReady = true;
      listener.becameReady(spec.name(), lived());
      ready.complete(null);
    }
  }

  private synchronized void ended(ChildProcess gone, int exit) {
    remember(exit);
    if (child != gone) {
      return;
    }
    child = null;
    deaths = schedule.deaths(deaths, lived());
    if (spec.restart() == Restart.NEVER) {
      state = State.STOPPED;
      listener.died(spec.name(), exit, null);
      ready.complete(null);
    } else if (cannotStart(exit)) {
      state = State.GIVEN_UP;
      ready.completeExceptionally(new StartFailure(epitaph(exit)));
    } else {
      state = State.WAITING;
      var wait = schedule.delay(deaths, RandomGenerator.getDefault());
      listener.died(spec.name(), exit, wait);
      later(wait.toMillis(), this::relaunch);
    }
  }

  private synchronized void remember(int exit) {
    lastExit = OptionalInt.of(exit);
  }

  private boolean cannotStart(int exit) {
    boolean refused = spec.restart() == Restart.UNLESS_REFUSED && exit == REFUSED;
    return !wasReady && (refused || deaths >= ATTEMPTS);
  }

  private String epitaph(int exit) {
    String times = deaths == 1 ? "" : ", " + deaths + " times in a row";
    String last = Logs.lastLine(spec.log()).map(line -> ": " + line).orElse("");
    return spec.name() + " cannot start (exit code " + exit + times + ")" + last;
  }

  private synchronized void relaunch() {
    if (state == State.WAITING) {
      launch();
    }
  }

  private Duration lived() {
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }

  private void later(long millis, Runnable action) {
    try {
      var unused = clock.schedule(action, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closing) {
      state = State.STOPPED;
    }
  }
}
