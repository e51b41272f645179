package io.fairlead.proxy.http1;

import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.relay.AttemptWords;
import io.fairlead.proxy.relay.DownstreamRequest;

/** What was read of a request's head; written by {@link RequestReader} alone. */
final class RequestFacts {
  String method = "";

  /** Null when there is none. */
  String authority;

  /** Where the path is in the head that goes on. */
  int pathStart;

  int pathLength;

  /** 0 for none, or {@link DownstreamRequest#UNKNOWN_LENGTH} when it is chunked. */
  long contentLength;

  boolean chunked;
  boolean connect;
  boolean head;
  boolean http10;

  /** Whether the client lets the connection live on. */
  boolean persistent = true;

  /** Whether the client waits for 100 (Continue). */
  boolean expectsContinue;

  /** Null for none. */
  String upgrade;

  /** Why it cannot be forwarded; null when it can. */
  ProxyFailure defect;

  /** Which attempt of somebody before it is; see {@link AttemptWords}. */
  int attempt = 1;

  /** How long the client waits; {@link Exchange#NEVER} when it does not say. */
  long timeoutNanos = Exchange.NEVER;

  boolean hasBody() {
    return chunked || contentLength > 0 || connect || upgrade != null;
  }
}
