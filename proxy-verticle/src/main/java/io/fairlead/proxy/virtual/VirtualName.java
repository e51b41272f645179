package io.fairlead.proxy.virtual;

import java.util.List;

/**
 * A name of client aliases and where it is.
 *
 * @param address within the sidecar's range
 * @param ports at which it is called, ascending
 */
record VirtualName(String name, int address, List<Integer> ports) {
  VirtualName {
    ports = List.copyOf(ports);
  }
}
