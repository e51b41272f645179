package io.fairlead.registry.catalog;

import io.fairlead.catalog.Instance;
import io.fairlead.catalog.Service;
import java.util.Map;

/**
 * A service and everything in it: the unit of change.
 *
 * @param namespace the namespace's name
 * @param service the service
 * @param instances by instance id
 * @param revision raised by every change, see {@code Revisions}
 * @param instancesRevision AWS's: raised by registrations and deregistrations, not by health
 */
public record ServiceEntry(
    String namespace,
    Service service,
    Map<String, Instance> instances,
    long revision,
    long instancesRevision) {

  public ServiceEntry {
    instances = Map.copyOf(instances);
  }
}
