/**
 * Registrations that live as long as a sidecar renews them.
 *
 * <p>{@link io.fairlead.registry.lease.LeaseOperations} answers the sidecars, {@link
 * io.fairlead.registry.lease.LeaseSweep} removes instances whose lease ran out, after {@link
 * io.fairlead.registry.lease.LeaseTally} has judged whether that can be believed. A lease is kept
 * apart from its instance, so that a renewal changes nothing that readers see. The lease comes
 * before its instance and goes after it: an instance without a lease would stay for ever.
 *
 * <p>Not here: instances that came by the Cloud Map API; they stay until deregistered. Start
 * reading at {@link io.fairlead.registry.lease.LeaseOperations}.
 */
package io.fairlead.registry.lease;
