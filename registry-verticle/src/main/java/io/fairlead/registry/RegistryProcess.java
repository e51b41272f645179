package io.fairlead.registry;

import com.hazelcast.core.HazelcastInstance;
import io.fairlead.node.ManagementSettings;
import io.fairlead.node.NodeContext;
import io.fairlead.node.NodeProcess;
import io.fairlead.registry.cluster.ClusterAddress;
import io.fairlead.registry.cluster.Membership;
import io.fairlead.registry.cluster.NamedMembers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.IOException;

/** A registry node: the only process that is a cluster member. */
public final class RegistryProcess implements NodeProcess<RegistrySettings> {
  private HazelcastClusterManager cluster;
  private NamedMembers members;

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
    members = new NamedMembers(settings.cluster());
    var membership = Membership.of(settings.cluster());
    members.tell(membership.getNetworkConfig().getJoin().getTcpIpConfig());
    cluster = new HazelcastClusterManager(membership);
    return builder.withClusterManager(cluster).buildClustered();
  }

  @Override
  public Future<Void> start(NodeContext node, RegistrySettings settings) {
    var hazelcast = cluster.getHazelcastInstance();
    if (members.isNamed()) {
      node.vertx().setPeriodic(NamedMembers.EVERY_MILLIS, t -> lookUp(node.vertx(), hazelcast));
    }
    return RegistryVerticle.deploy(node, settings, hazelcast);
  }

  private void lookUp(Vertx vertx, HazelcastInstance hazelcast) {
    vertx.executeBlocking(
        () -> {
          members.tell(hazelcast);
          return null;
        });
  }
}
