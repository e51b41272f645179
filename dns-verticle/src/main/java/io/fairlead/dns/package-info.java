/**
 * The DNS server: a reader of the catalog that answers for its DNS namespaces, so that anything
 * that can resolve a name finds services, without a sidecar.
 *
 * <p>It is authoritative only: names outside its namespaces are refused, and it asks nobody. It
 * keeps answering from its last view while no registry can be reached.
 *
 * <p>Start reading at {@link io.fairlead.dns.DnsVerticle}; a query's way is {@link
 * io.fairlead.dns.server}, {@link io.fairlead.dns.message}, {@link io.fairlead.dns.zone} and back.
 */
package io.fairlead.dns;
