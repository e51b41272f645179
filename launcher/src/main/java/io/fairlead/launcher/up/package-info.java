/**
 * {@code fairlead up FLEET.json}: starts the tasks of a fleet file and keeps them running until
 * Ctrl-C.
 *
 * <p>Start reading at {@link io.fairlead.launcher.up.UpCommand}.
 */
package io.fairlead.launcher.up;
