package io.fairlead.proxy.gateway;

import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.exchange.Stage;
import io.fairlead.proxy.relay.HeaderPolicy;
import io.fairlead.proxy.route.LiveRoutes;
import io.fairlead.proxy.settings.GatewayListenerSettings;
import io.fairlead.proxy.settings.GatewaySettings;
import io.netty.channel.ChannelHandler;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.function.Function;

/** One listener of the gateway, as all event loops share it. */
public final class Gateway {
  private final GatewayListenerSettings settings;
  private final GatewayRoutes routes;
  private final Certificates certificates;
  private final Tls tls;
  private ErrorPage page;

  /** Reads nothing yet. */
  public Gateway(GatewaySettings all, GatewayListenerSettings settings, GatewayMetrics metrics) {
    this.settings = settings;
    this.routes = GatewayRoutes.of(settings.routes());
    this.certificates = new Certificates(settings.certificates(), metrics);
    this.tls =
        new Tls(certificates, all.helloBytesMax(), all.handshakeTimeout().toMillis(), metrics);
  }

  /**
   * Reads its files; blocks.
   *
   * @throws io.fairlead.node.StartFailure when one of them is wrong
   */
  public void load() {
    certificates.load();
    page = settings.errorPage() == null ? null : ErrorPage.read(Path.of(settings.errorPage()));
  }

  /** Takes over certificates that have changed; blocks. One thread at a time. */
  public void reload() {
    certificates.reload();
  }

  /** The routing of one event loop. */
  public Stage routing(LiveRoutes live) {
    return settings.redirectToHttps()
        ? new HttpsRedirectStage(settings.redirectPort())
        : new GatewayRouteStage(routes, live, settings.requestBytesMax());
  }

  /** The same answers in words for clients outside. */
  public Function<Exchange, Future<ResponseHead>> outside(
      Function<Exchange, Future<ResponseHead>> chain) {
    var answers = new OutsideAnswers(page, settings.failureDetails());
    return exchange -> chain.apply(exchange).map(head -> answers.of(exchange, head));
  }

  /** What is done to the fields of requests. */
  public HeaderPolicy headers(HeaderPolicy policy) {
    return policy.believing(settings.trustForwarded());
  }

  /** Puts TLS before whatever reads a connection, when there is a certificate. */
  public ChannelHandler secured(ChannelHandler reader) {
    return settings.certificates().isEmpty() ? reader : tls.before(reader);
  }
}
