package io.fairlead.proxy.relay;

import io.fairlead.catalog.AppProtocol;

/** What is spoken on a connection to an endpoint. */
public enum Lane {
  HTTP1,
  HTTP2,
  /** Bytes as they come. */
  RAW;

  /**
   * Whatever the client spoke, the endpoint is asked in what its service says that it speaks. To
   * HTTP, a service that says TCP, or nothing, is a server of HTTP/1.1.
   */
  static Lane of(DownstreamRequest request, AppProtocol protocol) {
    if (request.isTunnel()) {
      return RAW;
    }
    return protocol == AppProtocol.HTTP2 || protocol == AppProtocol.GRPC ? HTTP2 : HTTP1;
  }
}
