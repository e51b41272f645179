package io.fairlead.proxy.http1;

import io.fairlead.proxy.relay.DownstreamRequest;
import io.fairlead.proxy.relay.Fields;
import io.fairlead.proxy.relay.Writes;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/** Writes requests to an endpoint. On its connection's event loop. */
final class RequestSender {
  private final Channel channel;
  private final Scratch scratch;
  private boolean chunked;

  RequestSender(Channel channel, Scratch scratch) {
    this.channel = channel;
    this.scratch = scratch;
  }

  void head(DownstreamRequest request, boolean last) {
    chunked =
        request.upgrade() == null && request.contentLength() == DownstreamRequest.UNKNOWN_LENGTH;
    var head =
        request instanceof Http1Request http1
            ? http1.head()
            : RequestHeads.write(request, scratch.writer(), channel.alloc());
    Writes.queue(channel, head);
    if (last) {
      end(Fields.NONE);
    }
  }

  void data(ByteBuf bytes) {
    if (chunked) {
      BodyFraming.chunk(channel, bytes);
    } else {
      Writes.piece(channel, bytes);
    }
  }

  void end(Fields trailers) {
    if (chunked) {
      BodyFraming.lastChunk(channel, trailers, scratch.writer());
    }
    channel.flush();
  }
}
