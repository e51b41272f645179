/**
 * From the name that a client asks for to a {@link io.fairlead.proxy.exchange.Route}: an immutable
 * table, derived anew from each state of the catalog and swapped in live.
 *
 * <p>Does not choose among endpoints (that is {@code balance}) and does not know whether one fails
 * (that is {@code outlier}).
 *
 * <p>Start reading at {@link io.fairlead.proxy.route.RoutingTable}.
 */
package io.fairlead.proxy.route;
