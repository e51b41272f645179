package io.fairlead.proxy.http1;

import io.fairlead.proxy.relay.AttemptWords;
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

  /**
   * Writes the head of an attempt.
   *
   * @param words what the attempt says besides
   * @param last whether the request ends with it
   */
  void head(DownstreamRequest request, AttemptWords words, boolean last) {
    chunked =
        request.upgrade() == null && request.contentLength() == DownstreamRequest.UNKNOWN_LENGTH;
    if (request instanceof Http1Request http1) {
      written(http1, words);
    } else {
      Writes.queue(channel, RequestHeads.write(request, words, scratch.writer(), channel.alloc()));
    }
    if (last) {
      end(Fields.NONE);
    }
  }

  /** The head is there already: what this attempt says goes between its lines and its end. */
  private void written(Http1Request request, AttemptWords words) {
    if (words.isNothing()) {
      Writes.queue(channel, request.head());
      return;
    }
    Writes.queue(channel, request.openHead());
    var out = scratch.writer().clear();
    RequestHeads.words(words, out);
    Writes.queue(channel, out.endLine().toBuffer(channel.alloc(), 0));
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
