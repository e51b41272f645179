/** A host whose only resolver is a sidecar: programs that are told nothing call by name. */
package io.fairlead.launcher.naming;
