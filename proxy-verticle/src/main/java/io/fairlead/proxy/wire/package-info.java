/**
 * Bytes: HTTP/1.1 (RFC 9112) towards both sides, framing of our own, backpressure, connection
 * pools. The only package that knows Vert.x's HTTP types; it decides nothing about routes,
 * endpoints or retries.
 *
 * <p>Everything here belongs to one event loop: a request, its connection to the client and its
 * connections to endpoints never leave it, so nothing is locked.
 *
 * <p>Start reading at {@link io.fairlead.proxy.wire.HttpFront} (towards the client), then {@link
 * io.fairlead.proxy.wire.UpstreamAttempt} (towards an endpoint).
 */
package io.fairlead.proxy.wire;
