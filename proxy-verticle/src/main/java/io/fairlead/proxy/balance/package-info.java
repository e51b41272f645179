/**
 * Chooses one endpoint of a route for one attempt, as the service's policy says: first who may be
 * chosen ({@link io.fairlead.proxy.balance.BalancingStage}), then which zone and weights hold
 * ({@code ServiceBalancer}), then who is ({@link io.fairlead.proxy.balance.Balancer}, one class for
 * each algorithm, pure).
 *
 * <p>Does not judge endpoints: the registry's health comes with the route, ejections come through
 * {@link io.fairlead.proxy.balance.Ejections}.
 *
 * <p>Start reading at {@link io.fairlead.proxy.balance.BalancingStage}.
 */
package io.fairlead.proxy.balance;
