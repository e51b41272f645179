package io.fairlead.dns.zone;

import io.fairlead.nameserver.message.Query;
import io.fairlead.nameserver.message.Response;
import io.fairlead.nameserver.server.Authority;
import io.fairlead.nameserver.zone.Lookup;
import java.util.random.RandomGenerator;

/** Answers from the catalog, and for AWS clients that look for the registry. One per event loop. */
public final class CatalogAuthority implements Authority {
  private final CatalogZones zones;
  private final RegistryNames registryNames;
  private final Lookup lookup;

  /**
   * @param answersMax values of a MULTIVALUE answer
   * @param random chooses among instances
   */
  public CatalogAuthority(
      CatalogZones zones, RegistryNames registryNames, int answersMax, RandomGenerator random) {
    this.zones = zones;
    this.registryNames = registryNames;
    this.lookup = new Lookup(answersMax, random);
  }

  @Override
  public boolean answer(Query query, boolean trusted, Response response) {
    if (!trusted) {
      return lookup.answer(query, zones.outside(), response);
    }
    return lookup.answer(query, zones.inside(), response) || registryNames.answer(query, response);
  }

  @Override
  public boolean isComplete() {
    return zones.isComplete();
  }
}
