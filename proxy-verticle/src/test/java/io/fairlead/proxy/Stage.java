package io.fairlead.proxy;

import static io.fairlead.proxy.RawUpstream.head;

import io.fairlead.catalog.TimeoutConfiguration;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** A sidecar, the upstreams that play behind it and the clients before it; all leave together. */
final class Stage implements AutoCloseable {
  /** A GET of the service backend. */
  static final String GET = head("GET / HTTP/1.1", "Host: backend");

  final Mesh mesh;
  private final Deque<Closeable> players = new ArrayDeque<>();

  private Stage(Mesh mesh) {
    this.mesh = mesh;
  }

  /** With a sidecar of these flags. */
  static Stage with(String... flags) {
    return new Stage(Mesh.with(flags));
  }

  /** With a sidecar of the namespace demo.local that works on one event loop. */
  static Stage inDemo() {
    return with("--task.namespace=demo.local", "--limits.eventLoops=1");
  }

  /** An upstream that no service leads to yet. */
  RawUpstream upstream(RawUpstream.Script script) throws IOException {
    return entered(new RawUpstream(script));
  }

  /** An upstream that answers everything with 200 and this body. */
  RawUpstream answering(String body) throws IOException {
    return entered(RawUpstream.answering(body));
  }

  private RawUpstream entered(RawUpstream upstream) {
    players.push(upstream::close);
    return upstream;
  }

  /** An upstream that is the service backend alone. */
  RawUpstream backend(RawUpstream.Script script) throws IOException {
    var upstream = upstream(script);
    backends(upstream);
    return upstream;
  }

  /** The same with timeouts of the service. */
  RawUpstream backend(TimeoutConfiguration timeout, RawUpstream.Script script) throws IOException {
    var upstream = upstream(script);
    backends(timeout, upstream);
    return upstream;
  }

  /** Makes these the service backend. */
  void backends(RawUpstream... upstreams) {
    mesh.service("backend", portsOf(upstreams));
  }

  /** The same with timeouts of the service. */
  void backends(TimeoutConfiguration timeout, RawUpstream... upstreams) {
    mesh.registry.service("backend", timeout, portsOf(upstreams));
    mesh.awaitPorts("backend", portsOf(upstreams));
  }

  /** The same, each behind a sidecar of its own. */
  void backendsBehindSidecars(RawUpstream... upstreams) {
    mesh.registry.serviceBehindSidecars("backend", portsOf(upstreams));
    mesh.awaitPorts("backend", portsOf(upstreams));
  }

  /** Says this about the traffic of the service backend, which must be there. */
  void policy(String trafficPolicy) {
    mesh.policy("backend", Policies.of(trafficPolicy));
  }

  private static int[] portsOf(RawUpstream... upstreams) {
    return Arrays.stream(upstreams).mapToInt(RawUpstream::port).toArray();
  }

  /** A client with a connection to the egress listener. */
  RawClient client() throws IOException {
    var client = new RawClient(mesh.port());
    players.push(client::close);
    return client;
  }

  /** The answer to this request, sent on a connection of its own. */
  RawClient.Answer answerTo(String request) throws IOException {
    try (var client = new RawClient(mesh.port())) {
      return client.send(request).answer();
    }
  }

  /** The answer of the service backend to a GET on a connection of its own. */
  RawClient.Answer get() throws IOException {
    return answerTo(GET);
  }

  @Override
  public void close() throws IOException {
    try {
      for (var player : players) {
        player.close();
      }
    } finally {
      mesh.close();
    }
  }
}
