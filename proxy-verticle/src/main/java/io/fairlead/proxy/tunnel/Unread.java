package io.fairlead.proxy.tunnel;

import io.netty.channel.Channel;

/** Tells a peer that takes nothing of what was written to it, as far as sweeps can see. */
final class Unread {
  private long bytes;
  private long sinceNanos;

  /** Whether there is something and for so long none of it was taken. */
  boolean isStuck(Channel channel, long nowNanos, long allowedNanos) {
    var outbound = channel.unsafe().outboundBuffer();
    long pending = outbound == null ? 0 : outbound.totalPendingWriteBytes();
    if (pending == 0 || pending != bytes) {
      bytes = pending;
      sinceNanos = nowNanos;
      return false;
    }
    return nowNanos - sinceNanos >= allowedNanos;
  }
}
