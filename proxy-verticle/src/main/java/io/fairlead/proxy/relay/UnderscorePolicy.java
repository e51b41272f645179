package io.fairlead.proxy.relay;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What becomes of fields with an underscore in their name, which some servers take for a hyphen.
 */
public enum UnderscorePolicy {
  @JsonProperty("forward")
  FORWARD,
  @JsonProperty("drop")
  DROP,
  @JsonProperty("refuse")
  REFUSE
}
