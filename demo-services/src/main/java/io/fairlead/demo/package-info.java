/**
 * Three plain HTTP programs that show what Fairlead does for programs that know nothing of it: a
 * frontend that calls a backend, the backend, and a load generator that counts every failure.
 *
 * <p>Nothing here uses a Fairlead module. The frontend knows the address of its sidecar only as an
 * ordinary HTTP proxy, the way any program learns it from {@code http_proxy}.
 *
 * <p>Start reading at {@link io.fairlead.demo.DemoMain}.
 */
package io.fairlead.demo;
