/**
 * Traffic policies as people bring them: read, checked, and the resource {@code
 * /policies/<namespace>/<service>} that gets, puts and removes them.
 *
 * <p>What a policy may say is in {@link io.fairlead.catalog.policy}; where it is kept in {@link
 * io.fairlead.registry.catalog}. The launcher reads files with the same {@link
 * io.fairlead.registry.policy.PolicyReader}, so that a file is refused for the same reasons.
 *
 * <p>Start reading at {@link io.fairlead.registry.policy.PolicyResource}.
 */
package io.fairlead.registry.policy;
