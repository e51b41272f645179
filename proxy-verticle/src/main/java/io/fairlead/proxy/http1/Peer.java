package io.fairlead.proxy.http1;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;

/**
 * Who is at the other end of a client's connection, written once for all of its requests.
 *
 * @param address the IP address
 * @param node the same as RFC 7239 §6 wants it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Peer(byte[] address, byte[] node) {
  static Peer of(Channel channel) {
    String text =
        channel.remoteAddress() instanceof InetSocketAddress remote
            ? remote.getAddress().getHostAddress()
            : "unknown";
    int zone = text.indexOf('%');
    String address = zone < 0 ? text : text.substring(0, zone);
    String node = address.indexOf(':') < 0 ? address : "\"[" + address + "]\"";
    return new Peer(address.getBytes(US_ASCII), node.getBytes(US_ASCII));
  }
}
