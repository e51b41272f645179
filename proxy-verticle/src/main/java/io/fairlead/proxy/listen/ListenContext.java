package io.fairlead.proxy.listen;

import io.fairlead.proxy.chain.RequestChain;
import io.fairlead.proxy.http1.Scratch;
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
    RequestChain.Shared shared,
    RequestChain.Loop chain) {}
