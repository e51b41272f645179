package io.fairlead.registry.catalog;

import io.fairlead.catalog.Instance;
import io.fairlead.catalog.Service;
import java.util.Map;

/**
 * A service and everything in it: the unit of change.
 *
 * @param namespace the namespace's name
 * @param service the service
 * @param labels its tags and attributes
 * @param instances by instance id
 * @param unhealthyAfter by instance id: when a pushed UNHEALTHY becomes its status, in microseconds
 *     since the epoch, unless HEALTHY is pushed before
 * @param revision raised by every change, see {@code Revisions}
 * @param instancesRevision AWS's: raised by registrations and deregistrations, not by health
 */
public record ServiceEntry(
    String namespace,
    Service service,
    Labels labels,
    Map<String, Instance> instances,
    Map<String, Long> unhealthyAfter,
    long revision,
    long instancesRevision) {

  public ServiceEntry {
    labels = labels == null ? Labels.NONE : labels;
    instances = Map.copyOf(instances);
    unhealthyAfter = unhealthyAfter == null ? Map.of() : Map.copyOf(unhealthyAfter);
  }

  /** The same with another definition. */
  ServiceEntry with(Service changed) {
    return new ServiceEntry(
        namespace, changed, labels, instances, unhealthyAfter, revision, instancesRevision);
  }

  /** The same definition around other instances, at these revisions. */
  public ServiceEntry around(
      Map<String, Instance> others,
      Map<String, Long> othersUnhealthyAfter,
      long newRevision,
      long newInstancesRevision) {
    return new ServiceEntry(
        namespace,
        service,
        labels,
        others,
        othersUnhealthyAfter,
        newRevision,
        newInstancesRevision);
  }
}
