package io.fairlead.nameserver.server;

import io.fairlead.nameserver.message.Query;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/** Asks elsewhere for names that are not answered here. One per event loop; never blocks. */
public interface Forwarder {
  /**
   * Asks, or answers from what is remembered.
   *
   * @param query sound, of class IN, with recursion desired; valid only until this returns
   * @param limit the longest response that the asker takes, 512 to 65535 bytes; a longer one is cut
   *     with the TC bit
   * @param asker who sent it
   * @param whenDone gets the whole response once, on this event loop, perhaps before this returns
   */
  void forward(Query query, int limit, InetSocketAddress asker, Consumer<byte[]> whenDone);

  /** Asks nobody any more, and answers whoever waits; called once, on this event loop. */
  void close();
}
