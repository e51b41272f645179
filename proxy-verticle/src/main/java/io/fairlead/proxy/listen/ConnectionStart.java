package io.fairlead.proxy.listen;

import io.fairlead.proxy.relay.Front;
import io.fairlead.proxy.tunnel.TunnelFront;
import io.netty.channel.ChannelHandler;
import java.util.function.BooleanSupplier;

/** Says what reads a client's connection. */
interface ConnectionStart {
  /** The first handler of a connection; called on the acceptor's thread. */
  ChannelHandler handler(Front front);

  /** HTTP: which version, the first bytes say. */
  static ConnectionStart http(ListenContext context) {
    return front -> new ProtocolDetector(front, context);
  }

  /** Nothing reads it: it is carried as it is. */
  static ConnectionStart raw() {
    return TunnelFront::new;
  }

  /** One or the other, as it is at the moment when the client connects. */
  static ConnectionStart rawWhen(BooleanSupplier isRaw, ListenContext context) {
    var raw = raw();
    var http = http(context);
    return front -> (isRaw.getAsBoolean() ? raw : http).handler(front);
  }
}
