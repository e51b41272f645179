package io.fairlead.proxy.http1;

import io.fairlead.proxy.relay.Attempt;
import io.fairlead.proxy.relay.Fields;
import io.netty.buffer.ByteBuf;

/** Hands a response's body to its attempt, which drops it when it is over. */
record AttemptBody(Attempt attempt) implements BodyDecoder.Receiver {
  @Override
  public void data(ByteBuf bytes) {
    attempt.data(bytes);
  }

  @Override
  public void end(Fields trailers) {
    attempt.ended(trailers);
  }
}
