package io.fairlead.launcher.system;

import io.fairlead.launcher.task.ControlPorts;
import io.fairlead.launcher.task.Fleet;
import io.vertx.core.Vertx;
import io.vertx.core.dns.DnsClient;
import io.vertx.core.dns.DnsClientOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Asks the fleet's DNS server for a name until it answers. */
final class DnsProbe implements AutoCloseable {
  private static final long PAUSE_MILLIS = 2;

  private final Vertx vertx = Vertx.vertx();
  private final DnsClient client;

  DnsProbe(Fleet fleet) {
    client =
        vertx.createDnsClient(
            new DnsClientOptions()
                .setHost(ControlPorts.LOOPBACK)
                .setPort(fleet.settings().ports().dns())
                .setQueryTimeout(1000));
  }

  /** Nanoseconds from the start until the name has an address. */
  CompletableFuture<Long> awaitAnswer(String name, long start) {
    var seen = new CompletableFuture<Long>();
    ask(name, start, seen);
    return seen;
  }

  private void ask(String name, long start, CompletableFuture<Long> seen) {
    client
        .resolveA(name)
        .onComplete(
            answer -> {
              if (answer.succeeded() && !answer.result().isEmpty()) {
                seen.complete(System.nanoTime() - start);
              } else {
                vertx.setTimer(PAUSE_MILLIS, t -> ask(name, start, seen));
              }
            });
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
