/**
 * {@code fairlead dev}: registry, DNS and a sidecar's egress in one process on a local bus, for a
 * developer's first day.
 *
 * <p>Uses the same verticles as the fat jars, which cannot tell the difference. Start reading at
 * {@link io.fairlead.launcher.dev.DevProcess}.
 */
package io.fairlead.launcher.dev;
