package io.fairlead.proxy.http1;

import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.relay.Front;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.concurrent.TimeUnit;

/** Takes requests' heads off a client's connection. On its event loop. */
final class RequestIntake {
  private final Front front;
  private final Scratch scratch;
  private final Peer peer;
  private int requests;

  RequestIntake(Front front, Scratch scratch, Peer peer) {
    this.front = front;
    this.scratch = scratch;
    this.peer = peer;
  }

  /**
   * Takes one head, if all of it is there. What is too long or breaks a rule comes back with its
   * defect, and stays where it is.
   *
   * @return null while the head has no end
   */
  RequestFacts take(ByteBuf in) {
    var lines = scratch.lines();
    int most = lines.octets().length;
    int available = Math.min(in.readableBytes(), most);
    in.getBytes(in.readerIndex(), lines.octets(), 0, available);
    int end = lines.scan(available, 1);
    if (end == HeadLines.INCOMPLETE && available < most) {
      return null;
    }
    if (end < 0) {
      return refused(defect(end, most));
    }
    in.skipBytes(end);
    requests++;
    var facts = scratch.requestReader().read(front.headers());
    if (facts.connect && facts.defect == null && front.direction().isForwarded()) {
      // Raw bytes would reach the application past all that is done to a request's fields.
      return refused(
          new ProxyFailure.NotSupported("CONNECT to an application (expected: another method)"));
    }
    int requestsMax = front.limits().requestsMax();
    facts.persistent &= !front.isDraining() && (requestsMax == 0 || requests < requestsMax);
    return facts;
  }

  /** Stands for a head that did not come to its end. */
  static RequestFacts tooSlow() {
    return refused(new ProxyFailure.RequestTimeout("the client did not finish its request's head"));
  }

  /** Stands for a head that could not be read. */
  private static RequestFacts refused(ProxyFailure failure) {
    var facts = new RequestFacts();
    facts.defect = failure;
    facts.persistent = false;
    return facts;
  }

  private ProxyFailure defect(int scanned, int most) {
    var lines = scratch.lines();
    return switch (scanned) {
      case HeadLines.BROKEN -> new ProxyFailure.InvalidRequest(lines.defect());
      case HeadLines.LINE_TOO_LONG -> new ProxyFailure.TargetTooLong(lines.defect());
      case HeadLines.TOO_LARGE -> new ProxyFailure.RequestTooLarge(lines.defect());
      default ->
          new ProxyFailure.RequestTooLarge("head of " + most + " bytes or more (expected: fewer)");
    };
  }

  /** The head that goes on of the request that was taken last; null when it has a defect. */
  ByteBuf write(RequestFacts facts, ByteBufAllocator allocator) {
    if (facts.defect != null) {
      return null;
    }
    long epochSeconds = TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
    return scratch
        .requestWriter()
        .write(facts, front.direction(), front.headers(), peer, epochSeconds, allocator);
  }
}
