package io.fairlead.proxy.tunnel;

import io.fairlead.proxy.relay.DownstreamRequest;
import io.fairlead.proxy.relay.Fields;
import io.fairlead.proxy.relay.ResponseStart;

/** What stands for a response's head where there is none: the endpoint took the connection. */
enum TunnelStart implements ResponseStart {
  OPEN;

  @Override
  public int status() {
    return 200;
  }

  @Override
  public Fields fields() {
    return Fields.NONE;
  }

  @Override
  public CharSequence field(CharSequence name) {
    return null;
  }

  @Override
  public long contentLength() {
    return DownstreamRequest.UNKNOWN_LENGTH;
  }

  @Override
  public boolean hasBody() {
    return true;
  }

  @Override
  public void release() {
    // holds nothing
  }
}
