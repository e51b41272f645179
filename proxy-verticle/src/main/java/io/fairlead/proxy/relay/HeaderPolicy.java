package io.fairlead.proxy.relay;

/**
 * What is done to the fields of requests.
 *
 * @param requestId whether X-Request-Id is begun where there is none
 * @param traceContext whether traceparent is begun where there is none (W3C Trace Context)
 * @param amznTraceId whether X-Amzn-Trace-Id is begun where there is none
 * @param forwarded how an application is told who called it
 * @param underscores what becomes of names with an underscore
 * @param believed whether what clients say of who called before them goes on; else it is dropped
 */
public record HeaderPolicy(
    boolean requestId,
    boolean traceContext,
    boolean amznTraceId,
    ForwardedStyle forwarded,
    UnderscorePolicy underscores,
    boolean believed) {

  /** The same for clients that are believed, or not. */
  public HeaderPolicy believing(boolean clients) {
    return new HeaderPolicy(requestId, traceContext, amznTraceId, forwarded, underscores, clients);
  }
}
