package io.fairlead.catalog;

import java.util.List;

/**
 * A service with all of its endpoints at one revision: the unit in which readers learn.
 *
 * @param namespace the namespace's name
 * @param service the service
 * @param revision rises with every change of the service, its instances or their health; derived
 *     from the clock, so that it rises across an empty restart of the registry too
 * @param endpoints every instance's, unhealthy ones too, in no order
 */
public record ServiceEndpoints(
    String namespace, Service service, long revision, List<Endpoint> endpoints) {

  public ServiceEndpoints {
    endpoints = List.copyOf(endpoints);
  }
}
