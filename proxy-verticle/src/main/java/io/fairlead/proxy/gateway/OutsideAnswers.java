package io.fairlead.proxy.gateway;

import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.LocalResponse;
import io.fairlead.proxy.exchange.ResponseHead;
import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * What clients outside are told of failures. The proxy's own words name services and addresses,
 * which are nobody's business there unless it is so set.
 */
final class OutsideAnswers {
  private final ErrorPage page;
  private final boolean details;

  /**
   * @param page null for none
   * @param details whether the cause is told
   */
  OutsideAnswers(ErrorPage page, boolean details) {
    this.page = page;
    this.details = details;
  }

  ResponseHead of(Exchange exchange, ResponseHead head) {
    if (!(head instanceof LocalResponse own)) {
      return head;
    }
    String reason = HttpResponseStatus.valueOf(own.status()).reasonPhrase();
    var request = exchange.request();
    // Fields of a request that could not be read are not asked for.
    boolean html =
        page != null && request.defect() == null && HtmlTaste.isHtml(request.field("accept"));
    if (html) {
      return page.of(own, reason);
    }
    return details ? own : own.saying(reason);
  }
}
