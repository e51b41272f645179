/**
 * {@code fairlead policy get}, {@code apply}, {@code diff}, {@code delete} and {@code schema}:
 * traffic policies of a running registry, by way of a registry node's API. Files are read and
 * checked here with the registry's own code before anything is sent.
 *
 * <p>Start reading at {@link io.fairlead.launcher.policy.PolicyCommand}.
 */
package io.fairlead.launcher.policy;
