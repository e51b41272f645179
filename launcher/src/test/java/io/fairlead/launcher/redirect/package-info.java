/**
 * Applications whose connections the kernel redirects to their sidecar, in a network of their own.
 */
package io.fairlead.launcher.redirect;
