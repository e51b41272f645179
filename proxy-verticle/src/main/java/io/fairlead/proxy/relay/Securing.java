package io.fairlead.proxy.relay;

import io.fairlead.proxy.exchange.Address;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;

/** Says which connections to endpoints are secured, and how. On their event loop. */
public interface Securing {
  /** None. */
  Securing NONE = (address, lane, reader) -> null;

  /** One connection that is to be secured. */
  interface Secured {
    /** The first handler of its pipeline; it gives way to whoever reads the connection. */
    ChannelHandler handler();

    /**
     * Completes when the other end is proven to be who was asked for, and fails otherwise.
     *
     * @param connecting of the connection itself
     */
    ChannelFuture proven(ChannelFuture connecting);
  }

  /**
   * Before a connection is made.
   *
   * @param reader reads it, once it is secured
   * @return null when it goes as it is
   */
  Secured before(Address address, Lane lane, ChannelHandler reader);
}
