/**
 * {@code fairlead sidecar iptables}: has the kernel redirect an application's connections to its
 * sidecar.
 *
 * <p>Start reading at {@link io.fairlead.launcher.sidecar.IptablesCommand}.
 */
package io.fairlead.launcher.sidecar;
