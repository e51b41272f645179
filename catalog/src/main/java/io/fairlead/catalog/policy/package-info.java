/**
 * The {@code trafficPolicy} of a service: what callers' proxies do with its requests, beyond what
 * ECS's {@code serviceConnectConfiguration} can say. Kept by the registry with a version, sent to
 * every proxy with the service, and obeyed from the next request on.
 *
 * <p>Records only, in the words of the JSON. Whatever is null was not said: the sidecar's own
 * settings or the defaults in {@code docs/traffic-policy.md} hold. A record may hold what a later
 * release means and this one does not know: that is ignored. What a person writes is checked
 * against the JSON Schema {@code trafficPolicy.schema.json} before it is kept.
 *
 * <p>Start reading at {@link io.fairlead.catalog.policy.TrafficPolicy}.
 */
package io.fairlead.catalog.policy;
