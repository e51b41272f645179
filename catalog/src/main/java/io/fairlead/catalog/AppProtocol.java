package io.fairlead.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an application speaks (ECS {@code portMappings[].appProtocol}); absent there means TCP. */
public enum AppProtocol {
  @JsonProperty("http")
  HTTP,
  @JsonProperty("http2")
  HTTP2,
  @JsonProperty("grpc")
  GRPC,
  @JsonProperty("tcp")
  TCP
}
