package io.fairlead.proxy;

import io.fairlead.catalog.policy.TrafficPolicy;
import io.vertx.core.json.JsonObject;

/** Traffic policies as people write them. */
public final class Policies {
  private Policies() {}

  /** Of this document, in which apostrophes stand for quotation marks. */
  public static TrafficPolicy of(String json) {
    return new JsonObject(json.replace('\'', '"')).mapTo(TrafficPolicy.class);
  }
}
