package io.fairlead.demo.frontend;

import io.fairlead.demo.program.HttpAddress;
import io.fairlead.demo.program.Listener;
import io.fairlead.demo.program.Program;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo frontend}: a page and an API that call the backend. */
@Command(
    name = "frontend",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "A page (/) and an API (/api) that call the backend through an HTTP proxy.")
public final class FrontendCommand implements Callable<Integer> {
  @Option(names = "--host", defaultValue = "127.0.0.1", description = "Address to listen on.")
  String host;

  @Option(names = "--port", defaultValue = "3000", description = "Port; 0 picks a free one.")
  int port;

  @Option(
      names = "--backend",
      defaultValue = "http://backend:8080",
      description = "Where the backend is; the name need not resolve when there is a proxy.")
  String backend;

  @Option(
      names = "--proxy",
      description = "HTTP proxy to call through; default: the environment's http_proxy.")
  String proxy;

  @Option(names = "--timeout", defaultValue = "10s", description = "Longest wait for the backend.")
  Duration timeout;

  @Override
  public Integer call() {
    var vertx = Program.vertx();
    var client =
        new BackendClient(vertx, HttpAddress.parse("--backend", backend), proxyAddress(), timeout);
    var handler = new FrontendHandler(vertx, client);
    return Listener.open(vertx, host, port, handler).await().serve("frontend");
  }

  private HttpAddress proxyAddress() {
    if (proxy != null) {
      return HttpAddress.parse("--proxy", proxy);
    }
    String inherited = System.getenv("http_proxy");
    return inherited == null || inherited.isEmpty()
        ? null
        : HttpAddress.parse("http_proxy", inherited);
  }
}
