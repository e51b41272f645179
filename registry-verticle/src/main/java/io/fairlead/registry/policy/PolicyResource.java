package io.fairlead.registry.policy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fairlead.catalog.policy.PolicySchema;
import io.fairlead.catalog.policy.TrafficPolicy;
import io.fairlead.registry.api.Resource;
import io.fairlead.registry.catalog.Catalog;
import io.fairlead.registry.catalog.ServiceEntry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * {@code GET|PUT|DELETE /policies/<namespace>/<service>}: the trafficPolicy of a service. Its
 * version is its ETag, and {@code If-Match} names the one to be replaced, {@code "0"} for none yet.
 * Removing it is saying nothing: the next version is empty. {@code GET
 * /policies/trafficPolicy.schema.json} is what a policy may say.
 */
public final class PolicyResource implements Resource {
  private static final String PATH = "/policies/";
  private static final String SCHEMA_PATH = PATH + "trafficPolicy.schema.json";

  private final Vertx vertx;
  private final Catalog catalog;
  private final PolicySettings settings;
  private final String schema = PolicySchema.text();

  public PolicyResource(Vertx vertx, Catalog catalog, PolicySettings settings) {
    this.vertx = vertx;
    this.catalog = catalog;
    this.settings = settings;
  }

  @Override
  public boolean owns(String path) {
    return path.startsWith(PATH);
  }

  @Override
  public String operation(HttpServerRequest request) {
    return switch (request.method().name()) {
      case "GET" ->
          request.path().equals(SCHEMA_PATH) ? "GetTrafficPolicySchema" : "GetTrafficPolicy";
      case "PUT" -> "PutTrafficPolicy";
      case "DELETE" -> "DeleteTrafficPolicy";
      default -> "OtherOfTrafficPolicy";
    };
  }

  @Override
  public int bodyBytesMax() {
    return settings.bytesMax();
  }

  @Override
  public Future<Answer> answer(HttpServerRequest request, Buffer body) {
    String method = request.method().name();
    if (request.path().equals(SCHEMA_PATH)) {
      return method.equals("GET")
          ? Future.succeededFuture(new Answer(200, "OK", schema, Map.of()))
          : Future.failedFuture(PolicyFailure.methodNotAllowed("GET"));
    }
    var name = ServicePath.of(request.path().substring(PATH.length()));
    return switch (method) {
      case "GET" -> service(name).map(found -> told(name, found));
      case "PUT" ->
          read(body).compose(policy -> put(name, policy, ifMatch(request.getHeader("If-Match"))));
      case "DELETE" -> put(name, TrafficPolicy.NONE, ifMatch(request.getHeader("If-Match")));
      default -> Future.failedFuture(PolicyFailure.methodNotAllowed("GET, PUT, DELETE"));
    };
  }

  @Override
  public Optional<Answer> told(Throwable failure) {
    return PolicyFailure.answer(failure);
  }

  private Future<ServiceEntry> service(ServicePath name) {
    return catalog.serviceByName(name.namespace(), name.service());
  }

  /** Takes milliseconds, hence on a worker. */
  private Future<TrafficPolicy> read(Buffer body) {
    return vertx.executeBlocking(
        () -> PolicyReader.read(PolicyReader.parse(body.getBytes(), "the request's body")), false);
  }

  private Future<Answer> put(ServicePath name, TrafficPolicy policy, Long ifVersion) {
    return service(name)
        .compose(found -> catalog.setPolicy(found.service().id(), policy, ifVersion))
        .map(changed -> told(name, changed));
  }

  /** Null for any version. */
  private static Long ifMatch(String given) {
    if (given == null || given.equals("*")) {
      return null;
    }
    if (!given.matches("\"[0-9]{1,18}\"")) {
      throw PolicyFailure.badRequest(
          "If-Match is " + given + " (expected: a version in quotes, as in \"3\")");
    }
    return Long.valueOf(given.substring(1, given.length() - 1));
  }

  private static Answer told(ServicePath name, ServiceEntry found) {
    long version = found.service().policyVersion();
    var body =
        JsonNodeFactory.instance
            .objectNode()
            .put("service", name.service() + "." + name.namespace())
            .put("version", version);
    body.set(PolicyReader.ROOT, PolicyText.tree(found.service().trafficPolicy()));
    return new Answer(200, "OK", body.toString(), Map.of("ETag", "\"" + version + "\""));
  }

  /** What a path names. */
  private record ServicePath(String namespace, String service) {
    static ServicePath of(String path) {
      int slash = path.indexOf('/');
      if (slash <= 0 || slash == path.length() - 1 || path.indexOf('/', slash + 1) >= 0) {
        throw PolicyFailure.notFound(
            "There is nothing at "
                + PATH
                + path
                + " (expected: "
                + PATH
                + "<namespace>/<service>)");
      }
      return new ServicePath(decoded(path.substring(0, slash)), decoded(path.substring(slash + 1)));
    }

    private static String decoded(String segment) {
      try {
        return URI.create("/" + segment).getPath().substring(1);
      } catch (IllegalArgumentException e) {
        throw PolicyFailure.badRequest("the path holds " + segment + ", which is no part of one");
      }
    }
  }
}
