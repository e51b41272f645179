/**
 * The whole system under test: real processes from the fat jars, real sockets, real faults.
 *
 * <p>Start reading at {@link io.fairlead.launcher.system.FleetIT}.
 */
package io.fairlead.launcher.system;
