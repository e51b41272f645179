/**
 * {@code fairlead registry export} and {@code import}: the catalog of a running registry as a JSON
 * file, by way of a registry node's management port.
 *
 * <p>Start reading at {@link io.fairlead.launcher.registry.RegistryCommand}.
 */
package io.fairlead.launcher.registry;
