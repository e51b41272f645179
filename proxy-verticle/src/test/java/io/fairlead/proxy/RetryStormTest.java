package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Three tiers, one calling the next through sidecars, of which each fails every second request: what
 * retries cost the last one, and what they are good for.
 *
 * <p>With a budget of 20 % of the requests, of n requests 0.2 n are tried again and half of those
 * succeed: 0.6 n do instead of 0.5 n. (One retry for each would give 0.75 n, and cost 1.5 n.) The
 * tiers below find that a sixth of what reaches them are retries already, and add none.
 */
class RetryStormTest {
  private static final int REQUESTS = 1500;
  private static final String BUDGET =
      "{'retries':{'attempts':1,'on':['5xx'],'budgetPercent':20,'budgetPerSecond':0,"
          + "'backoffMaxMillis':1},'outlierDetection':{'enabled':false}}";
  private static final String NO_RETRIES =
      "{'retries':{'attempts':0},'outlierDetection':{'enabled':false}}";

  /** An application that calls the next tier through its sidecar, if there is one. */
  private static final class Tier implements AutoCloseable {
    final AtomicInteger requests = new AtomicInteger();
    final AtomicInteger served = new AtomicInteger();
    private final Random random;
    private final HttpServer application;
    private final HttpClient client;
    private final String next;
    final Mesh mesh;

    /**
     * @param next whom it calls; null for nobody
     */
    Tier(String name, String next, int seed) {
      this.next = next;
      random = new Random(seed);
      var vertx = io.vertx.core.Vertx.vertx();
      application = Mesh.get(vertx.createHttpServer().requestHandler(this::answer).listen(0));
      client = vertx.createHttpClient();
      mesh = Mesh.with(Services.of(name, application.actualPort()));
      closing = vertx;
    }

    private final io.vertx.core.Vertx closing;

    int ingress(String name) {
      return mesh.sidecar.ingressPorts().get(name);
    }

    private void answer(HttpServerRequest request) {
      requests.incrementAndGet();
      if (random.nextBoolean()) {
        request.response().setStatusCode(500).end();
        return;
      }
      var below = next == null ? Future.succeededFuture(200) : call(client, mesh.port(), next);
      below.onComplete(
          done -> {
            int status = done.succeeded() ? done.result() : 500;
            served.addAndGet(status == 200 ? 1 : 0);
            request.response().setStatusCode(status).end();
          });
    }

    @Override
    public void close() {
      mesh.close();
      Mesh.get(closing.close());
    }
  }

  private static Future<Integer> call(HttpClient client, int sidecar, String service) {
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setHost("127.0.0.1")
            .setPort(sidecar)
            .putHeader("host", service)
            .setURI("/");
    return client
        .request(options)
        .compose(request -> request.send())
        .compose(response -> response.body().map(response.statusCode()));
  }

  @AutoClose private final Tier three = new Tier("three", null, 3);
  @AutoClose private final Tier two = new Tier("two", "three", 2);
  @AutoClose private final Tier one = new Tier("one", "two", 1);
  @AutoClose private final Mesh caller = Mesh.with("--task.namespace=demo.local", "--limits.eventLoops=1");
  private HttpClient client;

  @BeforeEach
  void connect() {
    client = caller.vertx.createHttpClient();
    link(caller, "one", one);
    link(one.mesh, "two", two);
    link(two.mesh, "three", three);
  }

  private static void link(Mesh from, String name, Tier to) {
    from.registry.serviceBehindSidecars(name, to.ingress(name));
    from.awaitPorts(name, to.ingress(name));
  }

  private void policy(String json) {
    caller.policy("one", Policies.of(json));
    one.mesh.policy("two", Policies.of(json));
    two.mesh.policy("three", Policies.of(json));
  }

  /** The share of requests that succeed. */
  private double succeeding() {
    int good = 0;
    for (int i = 0; i < REQUESTS; i++) {
      good += Mesh.get(call(client, caller.port(), "one")) == 200 ? 1 : 0;
    }
    return (double) good / REQUESTS;
  }

  private int loadOnTheLast() {
    return three.requests.getAndSet(0);
  }

  @Test
  void retriesOfThreeTiersDoNotMultiply() {
    policy(NO_RETRIES);
    double without = succeeding();
    int load = loadOnTheLast();
    policy(BUDGET);

    double with = succeeding();

    assertThat(without).isBetween(0.09, 0.16);
    assertThat(loadOnTheLast()).isBetween((int) (1.05 * load), (int) (1.3 * load));
    // Each retry has the chance of a request: 0.125 * 1.2.
    assertThat(with).isGreaterThan(without * 1.08);
  }

  @Test
  void oneTierGetsWhatItsBudgetAllows() {
    three.requests.set(0);
    two.mesh.policy("three", Policies.of(BUDGET.replace("'budgetPercent':20", "'budgetPercent':50")));
    int good = 0;
    for (int i = 0; i < REQUESTS; i++) {
      good += Mesh.get(call(client, two.mesh.port(), "three")) == 200 ? 1 : 0;
    }

    assertThat((double) good / REQUESTS).as("one retry for each that fails").isBetween(0.71, 0.79);
    assertThat((double) three.requests.get() / REQUESTS).isBetween(1.4, 1.55);
  }
}
