package io.fairlead.catalog.policy;

/**
 * How an endpoint is chosen among those that may be.
 *
 * @param algorithm null means round robin
 * @param hashOn what {@link Algorithm#RING_HASH} and {@link Algorithm#MAGLEV} hash; null means
 *     nothing: each request goes anywhere
 * @param zoneAware whether endpoints in the caller's own zone are preferred as far as they bear
 *     their share of the load; null means yes when there are enough of them; not for the two that
 *     hash
 * @param slowStartSeconds how long a new endpoint's share grows until it is full, 0 to 3600; null
 *     means 0; not for the two that hash
 * @param panicPercent when fewer of a service's endpoints than this are healthy, health is ignored,
 *     0 to 100; null means 0: only when none is
 */
public record Balancing(
    Algorithm algorithm,
    HashOn hashOn,
    Boolean zoneAware,
    Integer slowStartSeconds,
    Integer panicPercent) {}
