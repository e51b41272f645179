package io.fairlead.registry;

import io.fairlead.node.ManagementSettings;
import io.fairlead.node.NodeContext;
import io.fairlead.node.NodeProcess;
import io.fairlead.registry.cluster.ClusterAddress;
import io.fairlead.registry.cluster.Membership;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.IOException;

/** A registry node: the only process that is a cluster member. */
public final class RegistryProcess implements NodeProcess<RegistrySettings> {
  private HazelcastClusterManager cluster;

  @Override
  public String name() {
    return "registry";
  }

  @Override
  public Class<RegistrySettings> settingsType() {
    return RegistrySettings.class;
  }

  @Override
  public ManagementSettings management(RegistrySettings settings) {
    return settings.management();
  }

  @Override
  public Future<Vertx> vertx(VertxBuilder builder, RegistrySettings settings) {
    try {
      ClusterAddress.require(settings.cluster());
    } catch (IOException e) {
      return Future.failedFuture(e);
    }
    cluster = new HazelcastClusterManager(Membership.of(settings.cluster()));
    return builder.withClusterManager(cluster).buildClustered();
  }

  @Override
  public Future<Void> start(NodeContext node, RegistrySettings settings) {
    return RegistryVerticle.deploy(node, settings, cluster.getHazelcastInstance());
  }
}
