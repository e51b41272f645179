package io.fairlead.proxy.relay;

import io.netty.buffer.ByteBuf;

/** Where a front wants a response's body, once it has written the head. On one event loop. */
public interface ResponseSink {
  /** A piece of the body; the sink owns the buffer. */
  void data(ByteBuf bytes);

  /** The end of the response; of a tunnel, the end of the direction towards the client. */
  void end(Fields trailers);

  /** No more comes for now: lets the network have what was written. */
  void flush();

  /** Whether more can be written without piling up; {@link Attempt#writable} is called then. */
  boolean isWritable();

  /** Everything of the exchange is over; after {@link #end}, of a tunnel after both ends. */
  void finished();

  /** The response broke off: the client must not take it for a whole one. */
  void broken();
}
