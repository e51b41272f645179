package io.fairlead.registry.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fairlead.node.settings.SettingsReader;
import io.fairlead.registry.catalog.Catalog;
import io.fairlead.registry.catalog.CatalogMirror;
import io.fairlead.registry.catalog.CatalogSettings;
import io.fairlead.registry.catalog.LocalCatalogStore;
import io.fairlead.registry.catalog.NodeCatalog;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.servicediscovery.ServiceDiscoveryClient;
import software.amazon.awssdk.services.servicediscovery.model.DnsRecord;
import software.amazon.awssdk.services.servicediscovery.model.OperationStatus;
import software.amazon.awssdk.services.servicediscovery.model.RecordType;
import software.amazon.awssdk.services.servicediscovery.model.ServiceDiscoveryException;

/** The API on a free loopback port, and a real AWS client for it. */
final class ApiServer implements AutoCloseable {
  final MeterRegistry meters = new SimpleMeterRegistry();
  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private final ServiceDiscoveryClient client;

  /** With the defaults but for some flags, as {@code --quotas.namespaces=2}. */
  ApiServer(String... flags) {
    this(catalog(), flags);
  }

  ApiServer(Catalog catalog, String... flags) {
    this(catalog, Duration.ZERO, flags);
  }

  /**
   * @param customDelay how long a pushed UNHEALTHY waits
   */
  ApiServer(Catalog catalog, Duration customDelay, String... flags) {
    this.server =
        CloudMapApi.listen(vertx, catalog, settings(flags), customDelay, new NoResource(), meters)
            .toCompletionStage()
            .toCompletableFuture()
            .orTimeout(10, TimeUnit.SECONDS)
            .join();
    this.client = client(URI.create("http://127.0.0.1:" + port()));
  }

  /** The real catalog, kept in memory. */
  static Catalog catalog() {
    return new NodeCatalog(
        new LocalCatalogStore(System::currentTimeMillis),
        new CatalogMirror(),
        SettingsReader.read(CatalogSettings.class, List.of(), Map.of()));
  }

  static ApiSettings settings(String... flags) {
    var args = Stream.concat(Stream.of("--port=0"), Stream.of(flags)).toList();
    return SettingsReader.read(ApiSettings.class, args, Map.of());
  }

  int port() {
    return server.actualPort();
  }

  /** The AWS SDK for Java v2. */
  ServiceDiscoveryClient aws() {
    return client;
  }

  /** Waits for an operation to succeed, as every AWS client does, and returns its target. */
  String target(String operationId, String key) {
    var operation = client.getOperation(r -> r.operationId(operationId)).operation();
    if (operation.status() != OperationStatus.SUCCESS) {
      throw new AssertionError("operation did not succeed: " + operation);
    }
    return operation.targetsAsStrings().get(key);
  }

  String privateNamespace(String name) {
    var created = client.createPrivateDnsNamespace(r -> r.name(name).vpc("vpc-1"));
    return target(created.operationId(), "NAMESPACE");
  }

  String httpNamespace(String name) {
    return target(client.createHttpNamespace(r -> r.name(name)).operationId(), "NAMESPACE");
  }

  /** The modelled error that a call ends with. */
  static <T extends ServiceDiscoveryException> T refused(Class<T> type, ThrowingCallable call) {
    T refusal = catchThrowableOfType(type, call);
    assertThat(refusal).as("a refusal").isNotNull();
    return refusal;
  }

  String service(String namespaceId, String name, RecordType... types) {
    var records = Stream.of(types).map(t -> DnsRecord.builder().type(t).ttl(60L).build()).toList();
    return client
        .createService(
            r -> {
              r.name(name).namespaceId(namespaceId);
              if (!records.isEmpty()) {
                r.dnsConfig(d -> d.dnsRecords(records));
              }
            })
        .service()
        .id();
  }

  /** Registers and waits for it. */
  void register(String serviceId, String id, Map<String, String> attributes) {
    target(
        client
            .registerInstance(r -> r.serviceId(serviceId).instanceId(id).attributes(attributes))
            .operationId(),
        "INSTANCE");
  }

  @Override
  public void close() {
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  private static ServiceDiscoveryClient client(URI endpoint) {
    return ServiceDiscoveryClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "x")))
        .overrideConfiguration(
            o ->
                o.putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true)
                    .retryStrategy(r -> r.maxAttempts(1)))
        .build();
  }
}
