package io.fairlead.proxy.rules;

import io.fairlead.proxy.exchange.Route;

/** Finds where a rule sends requests; any event loop. */
public interface Destinations {
  /**
   * The route of another service.
   *
   * @param from the service whose policy names it
   * @param service a service of its namespace, or {@code service.namespace}
   * @return null when there is none
   */
  Route find(Route from, String service);
}
