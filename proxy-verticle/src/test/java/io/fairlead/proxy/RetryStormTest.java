package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Three tiers, one calling the next through sidecars, of which each fails every second request:
 * what retries cost the last one, and what they are good for.
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
    private final Vertx vertx = Vertx.vertx();
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
      application = Mesh.get(vertx.createHttpServer().requestHandler(this::answer).listen(0));
      client = vertx.createHttpClient();
      mesh = Mesh.with(Services.of(name, application.actualPort()));
    }

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
            request.response().setStatusCode(status).end();
          });
    }

    @Override
    public void close() {
      mesh.close();
      Mesh.get(vertx.close());
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

  /** A caller and three tiers of which each is known to the one before. */
  private static final class Chain implements AutoCloseable {
    private final Tier three = new Tier("three", null, 3);
    private final Tier two = new Tier("two", "three", 2);
    private final Tier one = new Tier("one", "two", 1);
    private final Mesh caller = Mesh.with("--task.namespace=demo.local", "--limits.eventLoops=1");
    private final HttpClient client = caller.vertx.createHttpClient();

    Chain(String policy) {
      link(caller, "one", one, policy);
      link(one.mesh, "two", two, policy);
      link(two.mesh, "three", three, policy);
    }

    private static void link(Mesh from, String name, Tier to, String policy) {
      from.registry.serviceBehindSidecars(name, to.ingress(name));
      from.awaitPorts(name, to.ingress(name));
      from.policy(name, Policies.of(policy));
    }

    /** The share of calls through this sidecar that succeed. */
    double succeeding(Mesh sidecar, String service) {
      int good = 0;
      for (int i = 0; i < REQUESTS; i++) {
        good += Mesh.get(call(client, sidecar.port(), service)) == 200 ? 1 : 0;
      }
      return (double) good / REQUESTS;
    }

    @Override
    public void close() {
      caller.close();
      one.close();
      two.close();
      three.close();
    }
  }

  @Test
  void retriesOfThreeTiersDoNotMultiply() {
    double without;
    int load;
    try (var chain = new Chain(NO_RETRIES)) {
      without = chain.succeeding(chain.caller, "one");
      load = chain.three.requests.get();
    }
    try (var chain = new Chain(BUDGET)) {
      double with = chain.succeeding(chain.caller, "one");

      assertThat(without).isBetween(0.09, 0.16);
      assertThat(with).as("0.125 * 1.2").isGreaterThan(without * 1.08);
      assertThat(chain.three.requests.get()).isBetween((int) (1.05 * load), (int) (1.3 * load));
    }
  }

  @Test
  void oneTierGetsWhatOneRetryCanGiveWhenItsBudgetAllows() {
    try (var chain = new Chain(BUDGET.replace("'budgetPercent':20", "'budgetPercent':100"))) {
      double good = chain.succeeding(chain.two.mesh, "three");

      assertThat(good).as("0.5 + 0.5 * 0.5").isBetween(0.71, 0.79);
      assertThat((double) chain.three.requests.get() / REQUESTS).isBetween(1.4, 1.6);
    }
  }
}
