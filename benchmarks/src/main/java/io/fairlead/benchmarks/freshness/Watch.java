package io.fairlead.benchmarks.freshness;

import io.fairlead.benchmarks.dns.AddressAsker;
import io.fairlead.benchmarks.process.ServerFailure;
import io.fairlead.benchmarks.report.Delays;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * Changes an instance by a call and asks DNS from then on, without a pause, until its answer is as
 * it should be: round after round, one change at a time.
 */
public final class Watch implements AutoCloseable {
  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Fleet fleet;
  private final AddressAsker asker;
  private final ExecutorService caller = Executors.newSingleThreadExecutor();
  private final Course registered = new Course("registered, there");
  private final Course deregistered = new Course("deregistered, gone");
  private final Course unhealthy = new Course("unhealthy, gone");
  private final Course healthy = new Course("healthy again, there");
  private long lost;

  /** Watches a fleet; does not close it. */
  public Watch(Fleet fleet) throws IOException {
    this.fleet = fleet;
    this.asker = new AddressAsker(fleet.dnsPort());
  }

  /** A call that changes something. */
  private interface Change {
    void make() throws IOException, InterruptedException;
  }

  /** What one kind of change has taken, in nanoseconds. */
  private static final class Course {
    private final String name;
    private final List<Long> calls = new ArrayList<>();
    private final List<Long> sinceSent = new ArrayList<>();
    private final List<Long> sinceAnswered = new ArrayList<>();

    Course(String name) {
      this.name = name;
    }

    void add(long sent, long answered, long seen) {
      calls.add(answered - sent);
      sinceSent.add(seen - sent);
      // DNS may know before the caller does.
      sinceAnswered.add(Math.max(0, seen - answered));
    }

    List<Delays> delays() {
      return List.of(
          Delays.ofNanos(name + " since the call", sinceSent),
          Delays.ofNanos(name + " since the call's answer", sinceAnswered),
          Delays.ofNanos(name.substring(0, name.indexOf(',')) + ", the call itself", calls));
    }
  }

  /**
   * Runs so many rounds; fails with a {@link ServerFailure} when a call fails or ten seconds do not
   * bring what is waited for.
   */
  public void run(int rounds) throws IOException, InterruptedException {
    var departing = fleet.departing();
    var ailing = fleet.ailing();
    var calls = fleet.calls();
    var patient = Subject.address(0);
    watch(
        new Course("warm-up, there"),
        ailing.name(),
        ailing.with(patient),
        () -> calls.register(ailing.serviceId(), "patient", patient));
    for (int i = 0; i < rounds; i++) {
      String id = "i-" + i;
      String address = Subject.address(i);
      watch(
          registered,
          departing.name(),
          departing.with(address),
          () -> calls.register(departing.serviceId(), id, address));
      watch(
          deregistered,
          departing.name(),
          departing.without(),
          () -> calls.deregister(departing.serviceId(), id));
      watch(
          unhealthy,
          ailing.name(),
          ailing.without(),
          () -> calls.pushHealth(ailing.serviceId(), "patient", false));
      watch(
          healthy,
          ailing.name(),
          ailing.with(patient),
          () -> calls.pushHealth(ailing.serviceId(), "patient", true));
    }
  }

  /** From a deregistration's call to the first answer without the instance. */
  public Delays gone() {
    return deregistered.delays().get(0);
  }

  /** From the call that says that an instance is not healthy to the first answer without it. */
  public Delays shunned() {
    return unhealthy.delays().get(0);
  }

  /** All that was measured. */
  public List<Delays> all() {
    var all = new ArrayList<Delays>();
    for (var course : List.of(deregistered, unhealthy, registered, healthy)) {
      all.addAll(course.delays());
    }
    return all;
  }

  /** Questions to DNS that half a second brought no response to. */
  public long lost() {
    return lost;
  }

  private void watch(Course course, String name, Predicate<Set<String>> expected, Change change)
      throws IOException, InterruptedException {
    long sent = System.nanoTime();
    var call = caller.submit(() -> answered(change));
    long seen = 0;
    while (seen == 0) {
      var answer = asker.ask(name);
      long now = System.nanoTime();
      lost += answer.isEmpty() ? 1 : 0;
      if (answer.filter(expected).isPresent()) {
        seen = now;
      } else if (now - sent > MOST_NANOS) {
        throw new ServerFailure(
            "%s: 10 s after the call it is not so; the last answer of DNS: %s"
                .formatted(course.name, answer.map(Set::toString).orElse("none")));
      } else if (call.isDone()) {
        // A call that has failed is not waited for.
        await(call);
      }
    }
    course.add(sent, await(call), seen);
  }

  private static long answered(Change change) throws IOException, InterruptedException {
    change.make();
    return System.nanoTime();
  }

  /** When the call was answered. */
  private static long await(Future<Long> call) throws InterruptedException {
    try {
      return call.get(MOST_NANOS, TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new ServerFailure("the registry was called in vain: " + e.getCause().getMessage());
    } catch (TimeoutException e) {
      throw new ServerFailure("the registry has not answered a call within 10 s");
    }
  }

  @Override
  public void close() {
    caller.shutdownNow();
    asker.close();
  }
}
