package io.fairlead.proxy.tunnel;

import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.relay.Attempt;
import io.fairlead.proxy.relay.DownstreamRequest;
import io.fairlead.proxy.relay.Fields;
import io.fairlead.proxy.relay.RequestBody;

/** A client's connection as the chain sees it: a request of nothing but a body. */
final class TunnelRequest implements DownstreamRequest {
  /** Not a method of HTTP, and so none that may be repeated once the endpoint had it. */
  static final String METHOD = "TCP";

  private final TunnelFront front;
  private final String authority;
  private final RequestBody body;
  private Attempt attempt;
  private boolean cancelled;

  /**
   * @param authority where the client wants to go, null when where it connected says it
   */
  TunnelRequest(TunnelFront source, String authority, int replayBytesMax) {
    this.front = source;
    this.authority = authority;
    this.body = new RequestBody(source, true, replayBytesMax);
  }

  @Override
  public String method() {
    return METHOD;
  }

  @Override
  public String authority() {
    return authority;
  }

  @Override
  public ProxyFailure defect() {
    return null;
  }

  @Override
  public boolean isReplayable() {
    return body.isReplayable();
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  public String path() {
    return "";
  }

  @Override
  public CharSequence field(String name) {
    return null;
  }

  @Override
  public String clientAddress() {
    return front.clientAddress();
  }

  @Override
  public String scheme() {
    return "http";
  }

  @Override
  public Fields fields() {
    return Fields.NONE;
  }

  @Override
  public long contentLength() {
    return UNKNOWN_LENGTH;
  }

  @Override
  public String upgrade() {
    return null;
  }

  @Override
  public boolean isTunnel() {
    return true;
  }

  @Override
  public RequestBody body() {
    return body;
  }

  @Override
  public void attempting(Attempt present) {
    attempt = present;
  }

  @Override
  public void interim(int status, Fields fields) {
    // There is no such thing.
  }

  /** The client went away. */
  void cancel() {
    cancelled = true;
    if (attempt != null) {
      attempt.cancel();
    }
  }
}
