/**
 * Moves the bytes of one exchange between a client and an endpoint, whatever each of them speaks:
 * {@link io.fairlead.proxy.relay.DownstreamRequest} is what a front offers, {@link
 * io.fairlead.proxy.relay.UpstreamStream} what a connection to an endpoint takes, {@link
 * io.fairlead.proxy.relay.Attempt} joins the two for one try.
 *
 * <p>Knows no protocol ({@code http1}, {@code http2} and {@code tunnel} do) and decides nothing
 * ({@code chain} does). Everything here belongs to one event loop.
 *
 * <p>Start reading at {@link io.fairlead.proxy.relay.Attempt}.
 */
package io.fairlead.proxy.relay;
