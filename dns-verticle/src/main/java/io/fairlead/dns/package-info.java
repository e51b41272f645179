/**
 * The DNS server: a reader of the catalog that answers for its DNS namespaces, so that anything
 * that can resolve a name finds services, without a sidecar. It keeps answering from its last view
 * while no registry can be reached.
 *
 * <p>Start reading at {@link io.fairlead.dns.DnsDeployment}; a query's way is {@link
 * io.fairlead.nameserver.server}, {@link io.fairlead.dns.zone}, {@link
 * io.fairlead.nameserver.zone}, and back.
 */
package io.fairlead.dns;
