/**
 * A web page and an API that call the backend with an ordinary HTTP client: keep-alive, a timeout,
 * no retries. What makes its calls succeed while backends come and go is the sidecar that it knows
 * only as its HTTP proxy.
 *
 * <p>Start reading at {@link io.fairlead.demo.frontend.FrontendHandler}.
 */
package io.fairlead.demo.frontend;
