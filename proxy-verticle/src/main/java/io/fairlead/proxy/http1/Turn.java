package io.fairlead.proxy.http1;

import io.fairlead.proxy.exchange.DirectAnswer;
import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.LocalResponse;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.relay.Fields;
import io.fairlead.proxy.relay.Front;
import io.fairlead.proxy.relay.RelayedResponse;
import io.vertx.core.AsyncResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request of a client's connection, and what becomes of it. On its event loop. */
final class Turn {
  private static final Logger LOG = LoggerFactory.getLogger(Turn.class);

  private final Http1Front connection;
  private final Front front;
  private final Responder responder;
  private final Http1Request request;
  private final Exchange exchange;
  private boolean over;

  Turn(Http1Front connection, Front front, Responder responder, Http1Request request) {
    this.connection = connection;
    this.front = front;
    this.responder = responder;
    this.request = request;
    this.exchange = front.exchange(request);
  }

  Http1Request request() {
    return request;
  }

  /** Has the chain decide; it may have answered before this returns. */
  void start() {
    front.handle(exchange).onComplete(this::handled);
  }

  private void handled(AsyncResult<ResponseHead> done) {
    if (over) {
      // The client has gone; nobody wants the answer.
      if (done.succeeded()) {
        done.result().discard();
      }
    } else if (done.failed()) {
      LOG.error("the chain gave no answer", done.cause());
      connection.broken(Exchange.Outcome.UPSTREAM_ABORTED);
    } else if (done.result() instanceof RelayedResponse response) {
      relay(response);
    } else if (done.result() instanceof DirectAnswer direct) {
      declined();
      responder.direct(direct, request.facts(), mustClose());
    } else {
      declined();
      responder.local((LocalResponse) done.result(), request.facts(), mustClose());
    }
  }

  private void relay(RelayedResponse response) {
    if (response.isTunnel()) {
      // First: what is written next may be the end of it.
      connection.tunnel();
      responder.tunnel(response);
      return;
    }
    declined();
    responder.relay(response, request.facts(), mustClose());
  }

  /**
   * A tunnel that did not come about is an ordinary request without a body. What a client of
   * CONNECT has sent ahead was meant for the tunnel, and must not be read as requests: its
   * connection is closed.
   */
  private void declined() {
    var facts = request.facts();
    facts.persistent &= !facts.connect;
    if (facts.upgrade != null || facts.connect) {
      request.body().ended(Fields.NONE);
    }
  }

  private boolean mustClose() {
    return !request.facts().persistent || front.isDraining() || !request.body().isEnded();
  }

  /** Everything of it is over. */
  void end(Exchange.Outcome outcome) {
    if (!over) {
      over = true;
      request.release();
      exchange.end(outcome);
    }
  }

  /** The client has gone. */
  void cancel() {
    if (!over) {
      // First: what comes of it is nobody's answer.
      over = true;
      request.cancel();
      request.release();
      exchange.end(Exchange.Outcome.CANCELLED);
    }
  }
}
