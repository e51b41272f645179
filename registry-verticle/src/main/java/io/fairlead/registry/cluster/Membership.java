package io.fairlead.registry.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.EvictionConfig;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MaxSizePolicy;
import com.hazelcast.config.MergePolicyConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.spi.merge.PutIfAbsentMergePolicy;

/** What a registry node tells Hazelcast, and why. */
public final class Membership {
  /** One backup loses data when two of three members die at once. */
  private static final int BACKUPS = 2;

  private static final int OPERATIONS_MAX = 10_000;
  private static final int OPERATION_KEPT_SECONDS = 3_600;
  private static final int MERGE_BATCH = 100;

  private Membership() {}

  /** The whole configuration of a member; nothing is read from files. */
  public static Config of(ClusterSettings settings) {
    var config = new Config();
    config.setClusterName(settings.name());
    join(config, settings);
    properties(config, settings);
    WriteQuorum.configure(config, settings.writeQuorum());
    config.getMetricsConfig().setEnabled(false);
    Travel.register(config.getSerializationConfig());
    maps(config);
    return config;
  }

  private static void join(Config config, ClusterSettings settings) {
    var network = config.getNetworkConfig();
    network.setPort(settings.port()).setPortAutoIncrement(false);
    var join = network.getJoin();
    join.getMulticastConfig().setEnabled(false);
    join.getAutoDetectionConfig().setEnabled(false);
    // Together with no wait before the join this takes a joining member from 6 s to below 1.5 s.
    join.getTcpIpConfig()
        .setEnabled(true)
        .setConnectionTimeoutSeconds(1)
        .setMembers(settings.members());
  }

  private static void properties(Config config, ClusterSettings settings) {
    config.setProperty("hazelcast.logging.type", "slf4j");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.socket.bind.any", "false");
    // Not by choosing among interfaces: all of 127.0.0.0/8 can be bound, but only 127.0.0.1 is
    // listed.
    config.setProperty("hazelcast.local.localAddress", settings.host());
    config.setProperty("hazelcast.wait.seconds.before.join", "0");
    // After a split is over the halves merge within seconds, not after five minutes.
    config.setProperty("hazelcast.merge.first.run.delay.seconds", "5");
    config.setProperty("hazelcast.merge.next.run.delay.seconds", "5");
    config.setProperty("hazelcast.heartbeat.interval.seconds", "1");
    config.setProperty(
        "hazelcast.max.no.heartbeat.seconds", Long.toString(settings.heartbeatMax().toSeconds()));
    config.setProperty("hazelcast.operation.call.timeout.millis", "10000");
    config.setProperty("hazelcast.graceful.shutdown.max.wait", "10");
    // The catalog is small: few partitions start and migrate faster, few threads save memory.
    config.setProperty("hazelcast.partition.count", "71");
    config.setProperty("hazelcast.operation.thread.count", "2");
    config.setProperty("hazelcast.operation.generic.thread.count", "2");
    config.setProperty("hazelcast.io.thread.count", "1");
    config.setProperty("hazelcast.event.thread.count", "1");
    config.setProperty("hazelcast.health.monitoring.level", "OFF");
  }

  private static void maps(Config config) {
    config.addMapConfig(map(ClusterMaps.NAMESPACES, RevisionMergePolicy.class));
    config.addMapConfig(map(ClusterMaps.SERVICES, RevisionMergePolicy.class));
    config.addMapConfig(map(ClusterMaps.LEASES, LaterMergePolicy.class));
    config.addMapConfig(map(ClusterMaps.MARKS, PutIfAbsentMergePolicy.class));
    config.addMapConfig(
        map(ClusterMaps.OPERATIONS, LaterMergePolicy.class)
            .setTimeToLiveSeconds(OPERATION_KEPT_SECONDS)
            .setEvictionConfig(
                new EvictionConfig()
                    .setEvictionPolicy(EvictionPolicy.LRU)
                    .setMaxSizePolicy(MaxSizePolicy.PER_NODE)
                    .setSize(OPERATIONS_MAX)));
    config.addMapConfig(new MapConfig("__vertx.*").setBackupCount(BACKUPS));
    config.addMultiMapConfig(
        new MultiMapConfig("__vertx.subs")
            .setBackupCount(BACKUPS)
            .setValueCollectionType(MultiMapConfig.ValueCollectionType.SET));
  }

  private static MapConfig map(String name, Class<?> mergePolicy) {
    return new MapConfig(name)
        .setBackupCount(BACKUPS)
        .setInMemoryFormat(InMemoryFormat.OBJECT)
        .setMergePolicyConfig(new MergePolicyConfig(mergePolicy.getName(), MERGE_BATCH));
  }
}
