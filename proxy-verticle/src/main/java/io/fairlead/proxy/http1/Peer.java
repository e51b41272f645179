package io.fairlead.proxy.http1;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.fairlead.proxy.relay.Sockets;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;

/**
 * Who is at the other end of a client's connection, written once for all of its requests.
 *
 * @param address the IP address
 * @param node the same as RFC 7239 §6 wants it
 * @param scheme what the client uses, {@code http} or {@code https}
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Peer(byte[] address, byte[] node, byte[] scheme) {
  private static final byte[] HTTP = "http".getBytes(US_ASCII);
  private static final byte[] HTTPS = "https".getBytes(US_ASCII);

  static Peer of(Channel channel) {
    String address = Sockets.clientAddress(channel);
    String node = address.indexOf(':') < 0 ? address : "\"[" + address + "]\"";
    return new Peer(address.getBytes(US_ASCII), node.getBytes(US_ASCII), schemeOf(channel));
  }

  private static byte[] schemeOf(Channel channel) {
    return channel.pipeline().get(SslHandler.class) == null ? HTTP : HTTPS;
  }
}
