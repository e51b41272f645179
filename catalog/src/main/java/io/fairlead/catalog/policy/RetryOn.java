package io.fairlead.catalog.policy;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Kinds of failure. */
public enum RetryOn {
  /** No connection came about: nothing was sent. */
  @JsonProperty("connectFailure")
  CONNECT_FAILURE,
  /** The endpoint said that it did not process the request. */
  @JsonProperty("refusedStream")
  REFUSED_STREAM,
  /** The connection broke before the answer's head came. */
  @JsonProperty("reset")
  RESET,
  /** 502, 503 or 504, or no answer in time. */
  @JsonProperty("gatewayError")
  GATEWAY_ERROR,
  /** Any status from 500 on. */
  @JsonProperty("5xx")
  SERVER_ERROR
}
