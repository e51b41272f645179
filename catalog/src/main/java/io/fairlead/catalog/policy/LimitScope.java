package io.fairlead.catalog.policy;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whom a rate limit is for. */
public enum LimitScope {
  /** Each instance takes the whole rate. */
  @JsonProperty("instance")
  INSTANCE,
  /** All instances together take the rate, each an equal part. */
  @JsonProperty("cluster")
  CLUSTER
}
