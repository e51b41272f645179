package io.fairlead.node.link;

import io.fairlead.catalog.bus.Bus;
import io.fairlead.catalog.bus.BusAddress;
import io.fairlead.catalog.bus.BusRestored;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one connection to one of the registry nodes: the next in a shuffled order whenever one
 * fails, after a jittered wait. On one event loop.
 */
final class Link {
  private static final Logger LOG = LoggerFactory.getLogger(Link.class);

  private static final int FAILURES_PER_WARNING = 30;

  /** Where the link stands; it goes around until it is closed. */
  private enum State {
    /** Between two attempts. */
    WAITING,
    /** From the attempt to the first frame: a listening port alone does not prove life. */
    CONNECTING,
    /** A registry node answers and its events arrive. */
    LINKED,
    /** For good. */
    CLOSED
  }

  private final Vertx vertx;
  private final LinkSettings settings;
  private final List<RegistryAddress> registries;
  private final Backoff backoff;
  private final Random random;
  private final LinkMetrics metrics;
  private final LinkRole role;
  private final Relay relay;
  private final NetClient client;

  private State state = State.WAITING;
  private LinkConnection connection;
  private int next;
  private int failures;
  private long timer = -1;
  private long ticker = -1;
  private volatile boolean everLinked;

  Link(
      Vertx vertx,
      LinkSettings settings,
      List<RegistryAddress> registries,
      LinkRole role,
      Random random,
      LinkMetrics metrics) {
    this.vertx = vertx;
    this.settings = settings;
    this.registries = new ArrayList<>(registries);
    Collections.shuffle(this.registries, random);
    this.backoff = new Backoff(settings.backoffMin(), settings.backoffMax());
    this.role = role;
    this.random = random;
    this.metrics = metrics;
    this.relay = new Relay(vertx.eventBus(), settings, this.registries, metrics);
    this.client =
        vertx.createNetClient(
            new NetClientOptions()
                .setConnectTimeout(Math.toIntExact(settings.connectTimeout().toMillis()))
                .setTcpNoDelay(true));
  }

  /** Begins to connect; does not wait. */
  void open() {
    relay.listen();
    ticker = vertx.setPeriodic(settings.pingInterval().toMillis(), t -> tick());
    connect();
  }

  /** Closes the connection and does not come back. */
  void close() {
    state = State.CLOSED;
    vertx.cancelTimer(timer);
    vertx.cancelTimer(ticker);
    if (connection != null) {
      connection.close("this process stops");
    }
    client.close();
  }

  /** Whether a registry node has ever answered; from any thread. */
  boolean hasEverLinked() {
    return everLinked;
  }

  private void connect() {
    state = State.CONNECTING;
    var registry = registries.get(next);
    next = (next + 1) % registries.size();
    client
        .connect(registry.port(), registry.host())
        .onSuccess(socket -> connected(socket, registry))
        .onFailure(e -> retry(registry, e.getMessage()));
  }

  private void connected(NetSocket socket, RegistryAddress registry) {
    if (state == State.CLOSED) {
      LinkSocket.abort(socket);
      return;
    }
    connection = new LinkConnection(socket, registry, settings, this::received, this::lost);
    connection.subscribe(role);
    timer =
        vertx.setTimer(
            settings.connectTimeout().toMillis(),
            t -> connection.close("it accepts connections but does not answer"));
  }

  private void received(JsonObject frame) {
    Object type = frame.getValue("type");
    if (state == State.CONNECTING && "pong".equals(type)) {
      linked();
    } else if (state == State.CONNECTING && "err".equals(type)) {
      connection.refused(String.valueOf(frame.getValue("message")));
    } else {
      relay.accept(frame);
    }
  }

  private void linked() {
    vertx.cancelTimer(timer);
    state = State.LINKED;
    failures = 0;
    metrics.connected.set(1);
    if (everLinked) {
      metrics.reconnects.increment();
    }
    everLinked = true;
    relay.attach(connection);
    String registry = connection.registry().toString();
    LOG.info("linked to registry node {}", registry);
    new Bus(vertx).publish(BusAddress.BUS_RESTORED, new BusRestored(registry));
  }

  private void lost(String reason) {
    vertx.cancelTimer(timer);
    var registry = connection.registry();
    boolean wasLinked = state == State.LINKED;
    connection = null;
    metrics.connected.set(0);
    relay.detach();
    if (wasLinked && state != State.CLOSED) {
      LOG.warn("link to registry node {} is lost: {}", registry, reason);
      connectLater();
    } else {
      retry(registry, reason);
    }
  }

  private void retry(RegistryAddress registry, String reason) {
    if (state == State.CLOSED) {
      return;
    }
    failures++;
    LOG.debug("registry node {}: {}", registry, reason);
    if (failures == registries.size() || failures % FAILURES_PER_WARNING == 0) {
      LOG.warn("no registry node answers (tried {}); last: {}", registries, reason);
    }
    connectLater();
  }

  private void connectLater() {
    state = State.WAITING;
    timer = vertx.setTimer(backoff.delayMillis(failures, random.nextDouble()), t -> connect());
  }

  private void tick() {
    relay.expire();
    if (state == State.LINKED) {
      connection.tick();
    }
  }
}
