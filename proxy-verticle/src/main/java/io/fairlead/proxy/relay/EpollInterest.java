package io.fairlead.proxy.relay;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollSocketChannel;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a channel in its event loop's epoll set after its peer has closed one direction.
 *
 * <p>Netty 4.2.18 takes a channel out of the set when it waits for nothing, which is so once the
 * input has been shut down, and then fails to put it back: the first write that the kernel cannot
 * take at once ends the connection with ENOENT. A channel that also names EPOLLERR, which the
 * kernel reports in any case (epoll_ctl(2)), never waits for nothing. The method that adds it is
 * not public.
 */
final class EpollInterest {
  private static final Logger LOG = LoggerFactory.getLogger(EpollInterest.class);
  private static final int EPOLLERR = 8;
  private static final MethodHandle SET_FLAG = find();

  private EpollInterest() {}

  private static MethodHandle find() {
    try {
      var type = Class.forName("io.netty.channel.epoll.AbstractEpollChannel");
      return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
          .findVirtual(type, "setFlag", MethodType.methodType(void.class, int.class));
    } catch (ReflectiveOperationException e) {
      LOG.warn("half-closed connections cannot be kept in epoll: {}", e.toString());
      return null;
    }
  }

  /** Called before the channel is registered; does nothing for those of other transports. */
  static void keep(Channel channel) {
    if (SET_FLAG == null || !(channel instanceof EpollSocketChannel)) {
      return;
    }
    try {
      SET_FLAG.invoke(channel, EPOLLERR);
    } catch (Throwable e) {
      LOG.warn("half-closed connection cannot be kept in epoll: {}", e.toString());
    }
  }
}
