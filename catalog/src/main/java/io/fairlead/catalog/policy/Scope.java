package io.fairlead.catalog.policy;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whose requests a limit counts. */
public enum Scope {
  /** Those of each proxy. */
  @JsonProperty("local")
  LOCAL,
  /** Those of all proxies together, approximately. */
  @JsonProperty("cluster")
  CLUSTER
}
