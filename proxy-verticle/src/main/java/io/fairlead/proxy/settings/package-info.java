/**
 * The groups of {@link io.fairlead.proxy.ProxySettings}: plain values with their defaults; what
 * they mean is decided where they are used.
 */
package io.fairlead.proxy.settings;
