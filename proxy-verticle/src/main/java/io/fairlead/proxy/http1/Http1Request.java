package io.fairlead.proxy.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.relay.Attempt;
import io.fairlead.proxy.relay.BodySource;
import io.fairlead.proxy.relay.DownstreamRequest;
import io.fairlead.proxy.relay.Fields;
import io.fairlead.proxy.relay.RequestBody;
import io.netty.buffer.ByteBuf;

/**
 * A request as it goes on: its head is written already, and an HTTP/1.1 endpoint gets these bytes.
 * On its connection's event loop.
 */
final class Http1Request implements DownstreamRequest {
  private final Responder responder;
  private final RequestFacts facts;
  private final ByteBuf head;
  private final RequestBody body;
  private Fields read;
  private Attempt attempt;
  private boolean cancelled;
  private ProxyFailure brokenBy;

  /**
   * @param source of its body
   * @param head what goes on, null when there is a defect
   */
  Http1Request(
      BodySource source,
      Responder responder,
      RequestFacts facts,
      ByteBuf head,
      int replayBytesMax) {
    this.responder = responder;
    this.facts = facts;
    this.head = head;
    this.body = new RequestBody(source, facts.hasBody(), replayBytesMax);
  }

  @Override
  public String method() {
    return facts.method;
  }

  @Override
  public String authority() {
    return facts.authority;
  }

  @Override
  public ProxyFailure defect() {
    return facts.defect;
  }

  @Override
  public boolean isReplayable() {
    return body.isReplayable();
  }

  @Override
  public boolean hasBody() {
    return body.isPresent();
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  public long timeoutNanos() {
    return facts.timeoutNanos;
  }

  @Override
  public int attempt() {
    return facts.attempt;
  }

  @Override
  public String path() {
    return head.toString(facts.pathStart, facts.pathLength, ISO_8859_1);
  }

  @Override
  public CharSequence field(String name) {
    if (read == null) {
      read = fields();
    }
    return read.joined(name);
  }

  @Override
  public String clientAddress() {
    return responder.clientAddress();
  }

  @Override
  public String scheme() {
    return "http";
  }

  @Override
  public Fields fields() {
    return HeadText.fields(head);
  }

  @Override
  public long contentLength() {
    return facts.contentLength;
  }

  @Override
  public String upgrade() {
    return facts.upgrade;
  }

  @Override
  public boolean isTunnel() {
    return facts.connect;
  }

  @Override
  public RequestBody body() {
    return body;
  }

  @Override
  public void attempting(Attempt present) {
    attempt = present;
    if (brokenBy != null) {
      attempt.requestBroken(brokenBy);
    }
  }

  @Override
  public void interim(int status, Fields fields) {
    responder.interim(status, fields, facts);
  }

  RequestFacts facts() {
    return facts;
  }

  /** The head for one attempt, to be released by it. */
  ByteBuf head() {
    return head.retainedDuplicate();
  }

  /** The same without the empty line at its end. */
  ByteBuf openHead() {
    return head.retainedSlice(0, head.readableBytes() - HeadWriter.CRLF.length);
  }

  /** The client went away. */
  void cancel() {
    cancelled = true;
    if (attempt != null) {
      attempt.cancel();
    }
  }

  /** The client stopped sending in the middle of the body. */
  void stalled() {
    if (attempt != null) {
      attempt.clientStalled();
    }
  }

  /** The client's body is no proper one. */
  void broken(ProxyFailure failure) {
    brokenBy = failure;
    if (attempt != null) {
      attempt.requestBroken(failure);
    }
  }

  /** No attempt follows. */
  void release() {
    if (head != null) {
      head.release();
    }
    body.release();
  }
}
