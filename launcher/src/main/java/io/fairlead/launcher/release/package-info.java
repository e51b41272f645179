/**
 * Releases: traffic moves step by step from one part of a service's instances to another, and back
 * by itself when callers get failures.
 *
 * <p>What callers get is counted by their sidecars; the policy is changed at the registry. Start
 * reading at {@link io.fairlead.launcher.release.Shift}.
 */
package io.fairlead.launcher.release;
