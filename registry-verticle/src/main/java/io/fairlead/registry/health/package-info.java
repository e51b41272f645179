/**
 * Whether instances are fit to be sent traffic, as far as the registry finds out by itself: checks
 * of services with a {@code HealthCheckConfig}, and pushed statuses that wait before they count.
 *
 * <p>Each instance is one registry node's to check, by {@link
 * io.fairlead.registry.health.HealthShare}; what a lost node checked is checked by the others
 * within seconds. {@link io.fairlead.registry.health.CheckSchedule} says when, {@link
 * io.fairlead.registry.health.TargetPolicy} which addresses, {@link
 * io.fairlead.registry.health.CheckTally} what follows from the results. None of these knows time,
 * chance or the network.
 *
 * <p>Not here: a sidecar's check of its own application, and leases; see {@code lease}. Start
 * reading at {@link io.fairlead.registry.health.HealthChecks}.
 */
package io.fairlead.registry.health;
