/**
 * Whether a failed attempt is followed by another, when, and how many of them a service has to
 * bear: {@link io.fairlead.proxy.retry.RetryPolicy} says what may be repeated, {@link
 * io.fairlead.proxy.retry.RetryBudget} how often, {@link io.fairlead.proxy.retry.Backoff} after
 * what wait; {@link io.fairlead.proxy.retry.RetryStage} does it.
 *
 * <p>Does not choose the endpoint of the next attempt: {@code balance} does, knowing those tried.
 */
package io.fairlead.proxy.retry;
