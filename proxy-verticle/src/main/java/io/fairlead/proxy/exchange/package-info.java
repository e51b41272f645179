/**
 * The vocabulary of the request chain: what is asked ({@link RequestHead}), who answers ({@link
 * Route}, {@link RouteEndpoint}), what came of it ({@link ResponseHead}, {@link ProxyFailure}), and
 * the {@link Exchange} that carries them through the {@link Stage}s.
 *
 * <p>Nothing here decides and nothing here knows bytes: stages decide, {@code relay} moves bytes
 * behind {@link Upstream}.
 *
 * <p>Start reading at {@link Exchange}.
 */
package io.fairlead.proxy.exchange;
