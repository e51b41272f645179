package io.fairlead.proxy.http1;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.fairlead.proxy.relay.DownstreamRequest;
import io.fairlead.proxy.relay.Fields;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** Writes the head of a request that came by another protocol than HTTP/1.1. */
final class RequestHeads {
  private static final byte[] VERSION = " HTTP/1.1\r\n".getBytes(US_ASCII);
  private static final byte[] HOST = "host".getBytes(US_ASCII);
  private static final byte[] CONTENT_LENGTH = "content-length: ".getBytes(US_ASCII);
  private static final byte[] CHUNKED = "transfer-encoding: chunked\r\n".getBytes(US_ASCII);

  private RequestHeads() {}

  static ByteBuf write(DownstreamRequest request, HeadWriter out, ByteBufAllocator allocator) {
    out.clear().text(request.method()).octet(' ').text(request.path()).bytes(VERSION);
    out.field(HOST, request.authority() == null ? "" : request.authority());
    Fields fields = request.fields();
    for (int i = 0; i < fields.size(); i++) {
      out.field(fields.name(i), fields.value(i));
    }
    if (request.contentLength() == DownstreamRequest.UNKNOWN_LENGTH) {
      out.bytes(CHUNKED);
    } else if (request.contentLength() > 0) {
      out.bytes(CONTENT_LENGTH).number(request.contentLength()).endLine();
    }
    return out.endLine().toBuffer(allocator, 0);
  }
}
