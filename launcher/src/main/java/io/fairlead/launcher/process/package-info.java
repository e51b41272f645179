/**
 * One process of the machine: started with a log file, watched until it is ready, restarted when it
 * dies, stopped together with everything it started.
 *
 * <p>Knows nothing of tasks or fleets. No process outlives the launcher: a normal end stops them
 * all, and the {@link io.fairlead.launcher.process.Warden} does when the launcher is killed. Start
 * reading at {@link io.fairlead.launcher.process.Supervisor}.
 */
package io.fairlead.launcher.process;
