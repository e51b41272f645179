/**
 * Chooses one endpoint of a route for one attempt: first who may be chosen ({@link
 * io.fairlead.proxy.balance.BalancingStage}), then who is ({@link
 * io.fairlead.proxy.balance.Balancer}).
 *
 * <p>Does not judge endpoints: the registry's health comes with the route, ejections come through
 * {@link io.fairlead.proxy.balance.Ejections}.
 */
package io.fairlead.proxy.balance;
