/**
 * A fleet that runs: the control plane (registry nodes, DNS) and tasks, each an application and its
 * sidecar at an address of their own.
 *
 * <p>Turns the definitions of {@code fleet} into the processes of {@code process}. Does not talk to
 * the user: a {@link io.fairlead.launcher.process.ProcessListener} hears what happens. Start
 * reading at {@link io.fairlead.launcher.task.Fleet}.
 */
package io.fairlead.launcher.task;
