/**
 * HTTP/2 with prior knowledge (RFC 9113) and what gRPC asks of it. Netty's codec reads and writes
 * frames and counts windows; {@link io.fairlead.proxy.http2.Http2Front} is a connection from a
 * client, of which each stream becomes an exchange, {@link io.fairlead.proxy.http2.Http2Pool} has
 * the connections to one address, which carry many exchanges at once.
 *
 * <p>A sender's window opens again when its bytes have been written on, not when they were read, so
 * that a slow reader slows its writer down through however many sidecars.
 */
package io.fairlead.proxy.http2;
