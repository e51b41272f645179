/**
 * Connections that the kernel redirected to the sidecar: where they were meant to go, and whether
 * what they carry is HTTP. Nothing here decides what becomes of them; {@code listen} does.
 *
 * <p>Start reading at {@link io.fairlead.proxy.redirect.OriginalDestination}.
 */
package io.fairlead.proxy.redirect;
