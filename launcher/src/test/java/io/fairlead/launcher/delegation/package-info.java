/** A public namespace as the Internet would see it: delegated to DNS nodes from a zone above. */
package io.fairlead.launcher.delegation;
