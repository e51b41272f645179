package io.fairlead.registry.api;

import static io.fairlead.registry.api.ApiServer.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.Namespace;
import io.fairlead.registry.catalog.Catalog;
import io.fairlead.registry.catalog.Labels;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.servicediscovery.model.DuplicateRequestException;
import software.amazon.awssdk.services.servicediscovery.model.InvalidInputException;
import software.amazon.awssdk.services.servicediscovery.model.OperationFilter;
import software.amazon.awssdk.services.servicediscovery.model.OperationNotFoundException;
import software.amazon.awssdk.services.servicediscovery.model.OperationStatus;
import software.amazon.awssdk.services.servicediscovery.model.OperationSummary;
import software.amazon.awssdk.services.servicediscovery.model.ServiceDiscoveryException;

class OperationContractTest {

  @Test
  void unknownOperationIsTold() {
    try (var server = new ApiServer()) {
      refused(
          OperationNotFoundException.class,
          () -> server.aws().getOperation(r -> r.operationId("none")));
    }
  }

  @Test
  void listIsNewestFirstFilteredAndPaged() {
    try (var server = new ApiServer()) {
      String namespace = server.httpNamespace("web");
      String service = server.service(namespace, "api");
      server.register(service, "i-1", Map.of("k", "v"));
      server.aws().deregisterInstance(r -> r.serviceId(service).instanceId("i-1"));
      assertThat(list(server, f -> f.name("TYPE").values("REGISTER_INSTANCE"))).hasSize(1);
      assertThat(
              list(
                  server,
                  f ->
                      f.name("TYPE")
                          .condition("IN")
                          .values("REGISTER_INSTANCE", "DEREGISTER_INSTANCE")))
          .hasSize(2);
      assertThat(list(server, f -> f.name("NAMESPACE_ID").values(namespace))).hasSize(1);
      assertThat(list(server, f -> f.name("SERVICE_ID").values(service))).hasSize(2);
      assertThat(list(server, f -> f.name("STATUS").values("SUCCEED"))).hasSize(3);
      assertThat(list(server, f -> f.name("STATUS").values("PENDING"))).isEmpty();
      assertThat(
              list(
                  server,
                  f -> f.name("UPDATE_DATE").condition("BETWEEN").values("0", "9999999999")))
          .hasSize(3);
      assertThat(list(server, f -> f.name("UPDATE_DATE").condition("BETWEEN").values("0", "1")))
          .isEmpty();
      refused(
          InvalidInputException.class,
          () -> list(server, f -> f.name("UPDATE_DATE").condition("BETWEEN").values("now", "1")));
      assertThat(server.aws().listOperationsPaginator(r -> r.maxResults(1)).stream())
          .allSatisfy(page -> assertThat(page.operations()).hasSize(1))
          .hasSize(3);
    }
  }

  @Test
  void operationIsPendingWhileItRunsAndItsSubjectIsHeld() {
    var creation = Promise.<Void>promise();
    try (var server = new ApiServer(slowToCreate(creation.future()))) {
      var aws = server.aws();
      var first =
          CompletableFuture.supplyAsync(
              () ->
                  aws.createHttpNamespace(r -> r.name("web").creatorRequestId("t")).operationId());
      Awaitility.await()
          .until(() -> aws.listOperations(r -> {}).operations(), found -> !found.isEmpty());
      var running = aws.listOperations(r -> {}).operations().get(0);
      assertThat(running.status()).isEqualTo(OperationStatus.PENDING);
      assertThat(aws.getOperation(r -> r.operationId(running.id())).operation().status())
          .isEqualTo(OperationStatus.PENDING);
      var duplicate =
          refused(
              DuplicateRequestException.class,
              () -> aws.createHttpNamespace(r -> r.name("web").creatorRequestId("other")));
      assertThat(duplicate.duplicateOperationId()).isEqualTo(running.id());

      creation.complete();
      assertThat(first.join()).isEqualTo(running.id());
      assertThat(server.target(running.id(), "NAMESPACE")).startsWith("ns-");
    }
  }

  @Test
  void repeatedRequestJoinsTheOneThatRuns() {
    var creation = Promise.<Void>promise();
    try (var server = new ApiServer(slowToCreate(creation.future()))) {
      var both =
          List.of(1, 2).stream()
              .map(
                  i ->
                      CompletableFuture.supplyAsync(
                          () ->
                              server
                                  .aws()
                                  .createHttpNamespace(r -> r.name("web").creatorRequestId("t"))
                                  .operationId()))
              .toList();
      Awaitility.await().until(() -> server.aws().listOperations(r -> {}).operations().size() == 1);
      creation.complete();
      assertThat(both.get(0).join()).isEqualTo(both.get(1).join());
    }
  }

  @Test
  void catalogThatDoesNotAnswerCostsThePatienceOfOneRequest() {
    try (var server =
        new ApiServer(
            slowToCreate(Promise.<Void>promise().future()), "--wire.answerTimeout=200ms")) {
      var unavailable =
          refused(
              ServiceDiscoveryException.class,
              () -> server.aws().createHttpNamespace(r -> r.name("web")));
      assertThat(unavailable.statusCode()).isEqualTo(503);
      assertThat(unavailable.awsErrorDetails().errorCode()).isEqualTo("ServiceUnavailable");
      assertThat(server.aws().listNamespaces(r -> {}).namespaces()).isEmpty();
    }
  }

  private static List<OperationSummary> list(
      ApiServer server, UnaryOperator<OperationFilter.Builder> filter) {
    var built = filter.apply(OperationFilter.builder()).build();
    return server.aws().listOperations(r -> r.filters(built)).operations();
  }

  /** A catalog whose namespaces take their time. */
  private static Catalog slowToCreate(Future<Void> until) {
    var real = ApiServer.catalog();
    return (Catalog)
        Proxy.newProxyInstance(
            Catalog.class.getClassLoader(),
            new Class<?>[] {Catalog.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("createNamespace")) {
                return until.compose(
                    now -> real.createNamespace((Namespace) arguments[0], (Labels) arguments[1]));
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
