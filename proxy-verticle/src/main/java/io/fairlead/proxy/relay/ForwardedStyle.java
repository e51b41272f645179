package io.fairlead.proxy.relay;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How an application is told who called it. */
public enum ForwardedStyle {
  /** X-Forwarded-For, -Proto and -Host. */
  @JsonProperty("x-forwarded")
  X_FORWARDED,
  /** Forwarded (RFC 7239). */
  @JsonProperty("forwarded")
  FORWARDED,
  /** Both. */
  @JsonProperty("both")
  BOTH,
  /** Not at all; what the client says of others goes on. */
  @JsonProperty("none")
  NONE;

  public boolean hasX() {
    return this == X_FORWARDED || this == BOTH;
  }

  public boolean hasForwarded() {
    return this == FORWARDED || this == BOTH;
  }
}
