package io.fairlead.catalog.policy;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Ways to choose an endpoint; each respects endpoints' weights. */
public enum Algorithm {
  /** One after the other. */
  @JsonProperty("roundRobin")
  ROUND_ROBIN,
  /** Of two at random the one with fewer requests under way (power of two choices). */
  @JsonProperty("leastRequest")
  LEAST_REQUEST,
  /** Any. */
  @JsonProperty("random")
  RANDOM,
  /** The same for the same key, and few keys move when endpoints come or go (Ketama). */
  @JsonProperty("ringHash")
  RING_HASH,
  /** The same for the same key, spread more evenly than by a ring (Maglev, NSDI 2016). */
  @JsonProperty("maglev")
  MAGLEV,
  /** Of two at random the one with the lower expected latency (peak EWMA, as Finagle's). */
  @JsonProperty("peakEwma")
  PEAK_EWMA
}
