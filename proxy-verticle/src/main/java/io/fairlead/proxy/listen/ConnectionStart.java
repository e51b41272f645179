package io.fairlead.proxy.listen;

import io.fairlead.proxy.relay.Front;
import io.netty.channel.ChannelHandler;

/** Says what reads a client's connection. */
interface ConnectionStart {
  /** The first handler of a connection; called on the acceptor's thread. */
  ChannelHandler handler(Front front);

  /** HTTP: which version, the first bytes say. */
  static ConnectionStart http(ListenContext context) {
    return front -> new ProtocolDetector(front, context);
  }
}
