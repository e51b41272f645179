package io.fairlead.launcher.check;

import io.vertx.core.Vertx;
import io.vertx.core.dns.DnsClientOptions;
import io.vertx.core.dns.DnsException;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** Asks a DNS server for a name that nobody has: any answer, a refusal too, shows that it lives. */
final class DnsProbe {
  private static final String NAME = "fairlead-check.invalid";
  private static final int TIMEOUT_MILLIS = 2000;

  /** What was wrong; empty when it answered. */
  Optional<String> failure(String host, int port) {
    var vertx = Vertx.vertx();
    try {
      var options =
          new DnsClientOptions().setHost(host).setPort(port).setQueryTimeout(TIMEOUT_MILLIS);
      vertx
          .createDnsClient(options)
          .resolveA(NAME)
          .toCompletionStage()
          .toCompletableFuture()
          .join();
      return Optional.empty();
    } catch (CompletionException e) {
      return e.getCause() instanceof DnsException
          ? Optional.empty()
          : Optional.of("does not answer: " + e.getCause().getMessage());
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }
}
