package io.fairlead.node;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.micrometer.MicrometerMetricsFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process from its start to its end; safe for any thread. */
public final class RunningNode {
  private static final Logger LOG = LoggerFactory.getLogger(RunningNode.class);

  /** More event loops than this do not help a process that shares its machine with others. */
  private static final int EVENT_LOOPS_MAX = 8;

  private static final int WORKERS = 8;
  private static final long READY_POLL_MILLIS = 50;
  private static final long READY_SLOW_MILLIS = 10_000;

  private final String name;
  private final long drainMillis;
  private final Readiness readiness = new Readiness();
  private final Drain drain = new Drain();
  private final NodeMeters meters;
  private final long begunNanos = System.nanoTime();
  private volatile Future<Vertx> made = Future.failedFuture("not started");
  private volatile NodeContext context;
  private volatile ManagementServer server;
  private volatile boolean started;
  private volatile boolean stopping;
  private Future<Void> stopped;

  RunningNode(String name, String version, long drainMillis) {
    this.name = name;
    this.drainMillis = drainMillis;
    this.meters = new NodeMeters(name, version);
    readiness.require("started", () -> started);
    readiness.require("not draining", () -> !stopping);
  }

  /** What the process was started in. */
  public NodeContext context() {
    return context;
  }

  /** The process's Vert.x. */
  public Vertx vertx() {
    return context.vertx();
  }

  /** The port that was bound. */
  public int managementPort() {
    return server.port();
  }

  /**
   * Is not ready any more, drains, leaves the cluster, closes everything; may be called at any time
   * and more than once. Never fails.
   */
  public synchronized Future<Void> stop() {
    if (stopped == null) {
      stopping = true;
      stopped = drained().compose(v -> closed()).onComplete(v -> meters.close());
    }
    return stopped;
  }

  <S extends Record> Future<RunningNode> start(NodeProcess<S> process, S settings) {
    VertxBuilder builder =
        Vertx.builder()
            .with(options())
            .withMetrics(new MicrometerMetricsFactory(meters.registry()));
    made = process.vertx(builder, settings);
    return made.compose(
            vertx -> {
              if (stopping) {
                return Future.failedFuture("told to stop while starting");
              }
              context = new NodeContext(vertx, meters.registry(), readiness, drain);
              server = new ManagementServer(name, context, meters.registry());
              return server.listen(process.management(settings));
            })
        .compose(v -> process.start(context, settings))
        .map(
            v -> {
              started = true;
              announce();
              return this;
            });
  }

  private static VertxOptions options() {
    int cores = Runtime.getRuntime().availableProcessors();
    var options =
        new VertxOptions()
            .setPreferNativeTransport(true)
            .setEventLoopPoolSize(Math.max(2, Math.min(cores, EVENT_LOOPS_MAX)))
            .setWorkerPoolSize(WORKERS)
            .setInternalBlockingPoolSize(WORKERS)
            // Nothing is served from files, and a read-only root has no place for a cache.
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setClassPathResolvingEnabled(false)
                    .setFileCachingEnabled(false));
    return NodeMeters.enable(options);
  }

  /** Logs one line as soon as the process is ready, and one when that takes long. */
  private void announce() {
    boolean[] warned = {false};
    vertx()
        .setPeriodic(
            1,
            READY_POLL_MILLIS,
            timer -> {
              var missing = readiness.missing();
              if (missing.isEmpty() || stopping) {
                vertx().cancelTimer(timer);
              }
              if (missing.isEmpty()) {
                LOG.info(
                    "{} is ready after {} ms: {}",
                    name,
                    sinceBegun(),
                    context.management().listeners());
              } else if (!warned[0] && !stopping && sinceBegun() > READY_SLOW_MILLIS) {
                warned[0] = true;
                LOG.warn(
                    "{} is not ready yet, it lacks {}; it listens at {}",
                    name,
                    missing,
                    context.management().listeners());
              }
            });
  }

  private long sinceBegun() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunNanos);
  }

  private Future<Void> drained() {
    if (context == null) {
      return Future.succeededFuture();
    }
    Promise<Void> done = Promise.promise();
    long timer =
        vertx()
            .setTimer(
                drainMillis,
                t -> {
                  LOG.warn("drain is cut off after {} ms", drainMillis);
                  done.tryComplete();
                });
    drain
        .run()
        .onComplete(
            v -> {
              vertx().cancelTimer(timer);
              done.tryComplete();
            });
    return done.future();
  }

  /** A node that is joining its cluster joins first, so that it can leave properly. */
  private Future<Void> closed() {
    var joined = made;
    return joined
        .compose(Vertx::close)
        .recover(
            e -> {
              if (joined.succeeded()) {
                LOG.warn("Vert.x did not close cleanly", e);
              }
              return Future.succeededFuture();
            });
  }
}
