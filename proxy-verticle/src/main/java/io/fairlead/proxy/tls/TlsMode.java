package io.fairlead.proxy.tls;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far the mesh's own connections are encrypted and proven. */
public enum TlsMode {
  /** Not at all. */
  @JsonProperty("off")
  OFF,
  /** Where the other end can; callers without a certificate are served, too. */
  @JsonProperty("permissive")
  PERMISSIVE,
  /** Without exception, or not at all. */
  @JsonProperty("strict")
  STRICT
}
