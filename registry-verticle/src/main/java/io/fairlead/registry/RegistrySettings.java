package io.fairlead.registry;

import io.fairlead.node.ManagementSettings;
import io.fairlead.registry.api.ApiSettings;
import io.fairlead.registry.catalog.CatalogSettings;
import io.fairlead.registry.cluster.ClusterSettings;
import io.fairlead.registry.durable.DiskSettings;
import io.fairlead.registry.feed.FeedSettings;
import io.fairlead.registry.health.HealthSettings;
import io.fairlead.registry.lease.LeaseSettings;
import io.fairlead.registry.link.LinkServerSettings;
import io.fairlead.registry.policy.PolicySettings;

/**
 * The settings of a registry node.
 *
 * @param api the Cloud Map API
 * @param link where other processes link to
 * @param cluster the other registry nodes
 * @param catalog how much is kept
 * @param policy limits of traffic policies
 * @param data where it is kept
 * @param lease registrations of sidecars
 * @param health checks of instances, and statuses that are pushed
 * @param feed what readers are told
 * @param management metrics and probes
 */
public record RegistrySettings(
    ApiSettings api,
    LinkServerSettings link,
    ClusterSettings cluster,
    CatalogSettings catalog,
    PolicySettings policy,
    DiskSettings data,
    LeaseSettings lease,
    HealthSettings health,
    FeedSettings feed,
    ManagementSettings management) {}
