package io.fairlead.proxy.relay;

import java.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where this process's own connections to others come from: a connection that is accepted from
 * there was led back to the process that made it. Any thread.
 */
public final class OwnConnections {
  private final Set<SocketAddress> sources = ConcurrentHashMap.newKeySet();

  void opened(SocketAddress source) {
    sources.add(source);
  }

  void closed(SocketAddress source) {
    sources.remove(source);
  }

  /** Whether a connection from there is one of this process's own. */
  public boolean contains(SocketAddress remote) {
    return remote != null && sources.contains(remote);
  }
}
