package io.fairlead.proxy.listen;

import io.fairlead.proxy.chain.RequestChain;
import io.fairlead.proxy.http1.Scratch;
import io.fairlead.proxy.http2.Http2Limits;
import io.fairlead.proxy.http2.Http2Observer;
import io.fairlead.proxy.relay.DownstreamObserver;
import io.fairlead.proxy.relay.HeaderPolicy;
import io.fairlead.proxy.relay.RelayLimits;
import io.fairlead.proxy.relay.Watch;
import io.netty.channel.EventLoop;

/**
 * What all listeners of one event loop share.
 *
 * @param ports the process's sockets
 * @param scratch of the loop's HTTP/1.1 connections
 * @param http2 bounds of HTTP/2
 * @param http2Observer is told when they are met
 * @param shared of the process's chains
 * @param chain of the loop's chains
 */
public record ListenContext(
    EventLoop loop,
    SharedPorts ports,
    RelayLimits limits,
    HeaderPolicy headers,
    DownstreamObserver connections,
    Watch watch,
    Scratch scratch,
    Http2Limits http2,
    Http2Observer http2Observer,
    RequestChain.Shared shared,
    RequestChain.Loop chain) {

  /** The same with another treatment of requests' fields. */
  ListenContext with(HeaderPolicy others) {
    return new ListenContext(
        loop,
        ports,
        limits,
        others,
        connections,
        watch,
        scratch,
        http2,
        http2Observer,
        shared,
        chain);
  }
}
