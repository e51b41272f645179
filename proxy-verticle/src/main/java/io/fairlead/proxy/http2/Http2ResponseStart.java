package io.fairlead.proxy.http2;

import io.fairlead.proxy.http1.FieldRules;
import io.fairlead.proxy.relay.Fields;
import io.fairlead.proxy.relay.ResponseStart;
import io.netty.util.AsciiString;

/** The head of a response that came on a stream. */
final class Http2ResponseStart implements ResponseStart {
  private final ReceivedHead head;
  private final int status;
  private final boolean ended;
  private final boolean toHead;
  private final boolean believed;

  /**
   * @param ended whether the response ends with it
   * @param believed whether a sidecar answers, whose words count
   */
  Http2ResponseStart(
      ReceivedHead head, int status, boolean ended, boolean toHead, boolean believed) {
    this.head = head;
    this.status = status;
    this.ended = ended;
    this.toHead = toHead;
    this.believed = believed;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public Fields fields() {
    return endToEnd(head.fields(), believed);
  }

  static Fields endToEnd(Fields all, boolean believed) {
    var on = new Fields();
    for (int i = 0; i < all.size(); i++) {
      if (FieldRules.isOfResponse((AsciiString) all.name(i), believed)) {
        on.add(all.name(i), all.value(i));
      }
    }
    return on;
  }

  @Override
  public CharSequence field(CharSequence name) {
    return FieldRules.isOfResponse(AsciiString.of(name), believed) ? head.fields().get(name) : null;
  }

  /** As told; where the end of the stream is all that tells it, a body of nothing. */
  @Override
  public long contentLength() {
    boolean nothing = ended && !toHead && status != 304;
    return head.contentLength() < 0 && nothing ? 0 : head.contentLength();
  }

  /** As told; -1 when it was not. */
  long toldLength() {
    return head.contentLength();
  }

  @Override
  public boolean hasBody() {
    return !ended;
  }

  @Override
  public void release() {
    // nothing is held
  }
}
