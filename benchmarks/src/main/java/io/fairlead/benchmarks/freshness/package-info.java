/**
 * How soon DNS tells of what has changed in the registry.
 *
 * <p>Registries and a DNS server as they are shipped; one client changes an instance by a call and
 * asks DNS meanwhile until the answer is another one. Start reading at {@link
 * io.fairlead.benchmarks.freshness.Watch}.
 */
package io.fairlead.benchmarks.freshness;
