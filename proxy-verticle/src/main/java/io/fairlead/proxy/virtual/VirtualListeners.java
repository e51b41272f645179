package io.fairlead.proxy.virtual;

import io.fairlead.proxy.listen.Place;
import io.fairlead.proxy.route.AliasPort;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the listeners of every event loop as the catalog wants them, and tells {@link VirtualNames}
 * which names lead somewhere. A name is told once a listener of it is open on all event loops, and
 * is taken back before they close. It is not told while somebody else listens on one of its ports:
 * requests would reach them instead of the mesh.
 *
 * <p>All methods belong to one context.
 */
public final class VirtualListeners {
  private static final Logger LOG = LoggerFactory.getLogger(VirtualListeners.class);

  private static final long TELL_MILLIS = 5;
  private static final String SETTING = "port of the alias, or egress.virtualRange";
  private static final String HELD_BY_OTHERS = "already in use";

  /** Of a place; one that is not open and not on its way to it has none. */
  private enum State {
    OPENING,
    OPEN,
    /** Accepts nothing more, while requests that came in before may finish. */
    CLOSING
  }

  private final Context context;
  private final List<VirtualLoop> loops;
  private final Duration grace;
  private final VirtualNames names;
  private final VirtualMetrics metrics;

  private final Map<Place, State> states = new HashMap<>();

  /** Why a place could not be opened the last time, until it is. */
  private final Map<Place, String> failures = new HashMap<>();

  private Set<AliasPort> followed;
  private VirtualPlan plan;
  private Map<Place, AliasPort> wanted = Map.of();
  private List<String> told = List.of();
  private boolean complete;
  private boolean tellingSoon;
  private boolean stopped;

  /**
   * @param loops one for each event loop
   * @param grace how long requests have to finish when a listener closes
   */
  public VirtualListeners(
      Context context,
      List<VirtualLoop> loops,
      VirtualRange range,
      int listenersMax,
      Duration grace,
      VirtualNames names,
      VirtualMetrics metrics) {
    this.context = context;
    this.loops = List.copyOf(loops);
    this.grace = grace;
    this.names = names;
    this.metrics = metrics;
    this.plan = VirtualPlan.empty(range, listenersMax);
  }

  /**
   * Opens what has come and closes what has gone.
   *
   * @param complete whether these are all aliases that there are
   */
  public void follow(Set<AliasPort> aliases, boolean complete) {
    if (aliases.equals(followed) && complete == this.complete) {
      return;
    }
    followed = aliases;
    this.complete = complete;
    plan = plan.next(aliases, complete);
    wanted = places(plan);
    // First: a name that leads nowhere must not be found any more.
    names.publish(statuses(), false);
    names.complete(complete);
    settleAll();
  }

  /** Tries once more to open what could not be opened. */
  public void retry() {
    settleAll();
  }

  /** Opens nothing more; what is open stays. */
  public void stop() {
    stopped = true;
  }

  private static Map<Place, AliasPort> places(VirtualPlan plan) {
    Map<Place, AliasPort> places = new LinkedHashMap<>();
    for (var name : plan.names()) {
      for (int port : name.ports()) {
        places.put(place(name, port), new AliasPort(name.name(), port));
      }
    }
    return places;
  }

  private static Place place(VirtualName name, int port) {
    return Place.of("client alias " + name.name(), Ipv4.text(name.address()), port, SETTING);
  }

  private void settleAll() {
    failures.keySet().retainAll(wanted.keySet());
    List.copyOf(states.keySet()).forEach(this::settle);
    wanted.keySet().forEach(this::settle);
    tellSoon();
  }

  /** Does the next thing that brings a place to where it should be, unless one is under way. */
  private void settle(Place place) {
    var state = states.get(place);
    boolean isWanted = wanted.containsKey(place);
    if (stopped) {
      return;
    }
    if (state == null && isWanted) {
      open(place);
    } else if (state == State.OPEN && !isWanted) {
      close(place);
    }
  }

  private void open(Place place) {
    states.put(place, State.OPENING);
    all(loop -> loop.open(wanted.get(place), place))
        .onComplete(opened -> context.runOnContext(v -> opened(place, opened.cause())));
  }

  private void opened(Place place, Throwable failure) {
    if (failure == null) {
      failures.remove(place);
      states.put(place, State.OPEN);
      settle(place);
    } else {
      metrics.failed();
      failures.put(place, String.valueOf(failure.getMessage()));
      release(place);
    }
    tellSoon();
  }

  /** Whatever event loop had it lets go of it: a name is served by all of them or by none. */
  private void release(Place place) {
    states.put(place, State.CLOSING);
    all(loop -> loop.drain(place, grace))
        .onComplete(released -> context.runOnContext(v -> states.remove(place)));
  }

  private void close(Place place) {
    states.put(place, State.CLOSING);
    all(loop -> loop.drain(place, grace))
        .onComplete(closed -> context.runOnContext(v -> closed(place)));
  }

  /** Not before all is over can the place be had again. */
  private void closed(Place place) {
    states.remove(place);
    settle(place);
    tellSoon();
  }

  private Future<?> all(Function<VirtualLoop, Future<Void>> action) {
    return Future.join(loops.stream().map(action).toList());
  }

  /** Many places change within moments; they are told together. */
  private void tellSoon() {
    if (!tellingSoon) {
      tellingSoon = true;
      context.owner().setTimer(TELL_MILLIS, timer -> tell());
    }
  }

  private void tell() {
    tellingSoon = false;
    metrics.listeners((int) states.values().stream().filter(State.OPEN::equals).count());
    metrics.leftOut(plan.leftOut());
    boolean isSettled = !states.containsValue(State.OPENING);
    names.publish(statuses(), isSettled && (complete || !wanted.isEmpty()));
    if (isSettled) {
      log();
    }
  }

  private List<VirtualStatus> statuses() {
    return plan.names().stream().map(this::status).toList();
  }

  private VirtualStatus status(VirtualName name) {
    Map<Integer, String> ports = new TreeMap<>();
    boolean leads = false;
    boolean isHeld = false;
    boolean isDecided = names.addressOf(name.name()).isPresent();
    boolean isOpening = false;
    for (int port : name.ports()) {
      var place = place(name, port);
      var state = states.getOrDefault(place, State.OPENING);
      String failure = failures.get(place);
      ports.put(port, failure != null ? failure : state.name().toLowerCase(Locale.ROOT));
      leads |= state == State.OPEN;
      isHeld |= failure != null && failure.contains(HELD_BY_OTHERS);
      isOpening |= failure == null && state == State.OPENING;
    }
    boolean published = leads && !isHeld && (isDecided || !isOpening);
    return new VirtualStatus(name.name(), Ipv4.text(name.address()), ports, published);
  }

  /** Each trouble once, until it changes. */
  private void log() {
    var troubles = new ArrayList<>(plan.complaints());
    wanted.keySet().stream().map(failures::get).filter(Objects::nonNull).forEach(troubles::add);
    if (!troubles.equals(told)) {
      told = troubles;
      if (troubles.isEmpty()) {
        LOG.info("every client alias has its virtual listeners");
      } else {
        LOG.warn("{}{}", troubles.get(0), more(troubles.size() - 1));
      }
    }
  }

  private static String more(int others) {
    return others == 0
        ? ""
        : " (and "
            + others
            + " more such troubles; GET /routes on the"
            + " management port tells them)";
  }
}
