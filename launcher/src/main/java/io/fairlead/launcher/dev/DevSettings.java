package io.fairlead.launcher.dev;

import io.fairlead.node.ManagementSettings;

/**
 * What the one process has for itself; its roles have settings of their own.
 *
 * @param management one port for all roles
 */
record DevSettings(ManagementSettings management) {}
