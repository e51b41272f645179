/**
 * Changes a fleet that runs: more or fewer tasks, tasks of a new revision in place of the old,
 * services that come and go.
 *
 * <p>{@code fairlead up} listens on a Unix domain socket in the folder of its run; {@code fairlead
 * deploy}, {@code scale} and {@code ps} ask there. Start reading at {@link
 * io.fairlead.launcher.deploy.FleetChanges}, then {@link io.fairlead.launcher.deploy.RollingStep}.
 */
package io.fairlead.launcher.deploy;
