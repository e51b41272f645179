package io.fairlead.proxy.redirect;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.RawUnixChannelOption;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * Where a connection was meant to go before a REDIRECT or DNAT rule of the kernel led it here, as
 * its connection tracking remembers (SO_ORIGINAL_DST of linux/netfilter_ipv4.h,
 * IP6T_SO_ORIGINAL_DST of linux/netfilter_ipv6/ip6_tables.h).
 */
public final class OriginalDestination {
  private static final int OPTION = 80;
  private static final int PORT_OFFSET = 2;

  /** A struct sockaddr_in. */
  private static final RawUnixChannelOption IPV4 =
      new RawUnixChannelOption("SO_ORIGINAL_DST", 0, OPTION, 16);

  private static final int IPV4_OFFSET = 4;

  /** A struct sockaddr_in6. */
  private static final RawUnixChannelOption IPV6 =
      new RawUnixChannelOption("IP6T_SO_ORIGINAL_DST", 41, OPTION, 28);

  private static final int IPV6_OFFSET = 8;

  private OriginalDestination() {}

  /**
   * The address; null when the connection was meant for where it arrived, or when nobody knows:
   * without the native transport, or without connection tracking.
   */
  public static InetSocketAddress of(Channel accepted) {
    if (!(accepted instanceof EpollSocketChannel channel)) {
      return null;
    }
    var local = channel.localAddress();
    var original =
        local.getAddress() instanceof Inet6Address
            ? read(channel, IPV6, IPV6_OFFSET, 16)
            : read(channel, IPV4, IPV4_OFFSET, 4);
    return original == null || original.equals(local) ? null : original;
  }

  private static InetSocketAddress read(
      EpollSocketChannel channel, RawUnixChannelOption option, int offset, int length) {
    try {
      return parse(channel.config().getOption(option), offset, length);
    } catch (ChannelException notTracked) {
      return null;
    }
  }

  /** Port and address are in the network's order, whatever the machine's is. */
  static InetSocketAddress parse(ByteBuffer address, int offset, int length) {
    if (address == null || address.remaining() < offset + length) {
      return null;
    }
    int start = address.position();
    int port =
        (address.get(start + PORT_OFFSET) & 0xFF) << 8
            | (address.get(start + PORT_OFFSET + 1) & 0xFF);
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = address.get(start + offset + i);
    }
    try {
      return port == 0 ? null : new InetSocketAddress(InetAddress.getByAddress(bytes), port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }
}
