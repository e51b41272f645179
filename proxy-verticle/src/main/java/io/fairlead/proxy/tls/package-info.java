/**
 * Mutual TLS between sidecars: who is at the other end is proven before a byte of a request is
 * sent, by a certificate whose only URI is the workload's name (SPIFFE X.509-SVID §2, §4). Also
 * reads the certificates of whoever else speaks TLS.
 *
 * <p>Decides nothing about requests: by the time the wire reads a connection, its peer is known.
 *
 * <p>Start reading at {@link io.fairlead.proxy.tls.MeshTls}.
 */
package io.fairlead.proxy.tls;
