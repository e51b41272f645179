package io.fairlead.proxy.tunnel;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;

/** How a connection of bytes says that it did not come to its end. */
final class Resets {
  private Resets() {}

  /** Closes it by a reset; what was not sent yet is lost. */
  static void close(Channel channel) {
    if (channel.isOpen()) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
      channel.close();
    }
  }
}
