/**
 * {@code fairlead check}: is this machine fit for a fleet, and is the fleet that runs on it well?
 * Each line says ok or what to do.
 *
 * <p>Only looks; changes nothing. Start reading at {@link io.fairlead.launcher.check.CheckCommand}.
 */
package io.fairlead.launcher.check;
