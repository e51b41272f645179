package io.fairlead.proxy.wire;

import io.netty.channel.ChannelOption;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/** Lets the next close of a connection be a TCP reset, for which Vert.x has no words. */
final class Reset {
  private Reset() {}

  static void onClose(HttpConnection connection) {
    if (connection instanceof ConnectionBase base) {
      base.channel().config().setOption(ChannelOption.SO_LINGER, 0);
    }
  }
}
