package io.fairlead.proxy.outlier;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.PlayedHead;
import io.fairlead.proxy.exchange.PlayedNext;
import io.fairlead.proxy.exchange.PlayedRequest;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.exchange.Route;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutlierStageTest {
  private final List<Route> ejections = new ArrayList<>();
  private final Outliers outliers =
      new Outliers(new OutlierPolicy(2, 1000, 1000, 50), ejections::add, () -> 0);
  private final OutlierStage stage = new OutlierStage(outliers);

  /** Two attempts with this result; whether their endpoint is ejected by them. */
  private boolean twiceEjects(Object result, Exchange.Outcome outcome) {
    for (int i = 0; i < 2; i++) {
      var exchange = PlayedRequest.routed("GET", 2);
      exchange.chosen(PlayedRequest.endpoint(0));
      var next = PlayedNext.of(result);
      stage.handle(exchange, next);
      assertThat(next.calls).isEqualTo(1);
      exchange.end(outcome);
    }
    return outliers.isEjected(PlayedRequest.route(2), PlayedRequest.endpoint(0), 0);
  }

  @Test
  void upstreamFailuresEject() {
    assertThat(twiceEjects(new ProxyFailure.ConnectFailed("refused"), Exchange.Outcome.COMPLETED))
        .isTrue();
    assertThat(ejections).hasSize(1);
  }

  @Test
  void gatewayFailuresEject() {
    assertThat(twiceEjects(new PlayedHead(503), Exchange.Outcome.COMPLETED)).isTrue();
  }

  @Test
  void anEndpointThatShedsIsNotEjected() {
    var shed = new PlayedHead(503);
    shed.shed = true;

    assertThat(twiceEjects(shed, Exchange.Outcome.COMPLETED)).isFalse();
  }

  @Test
  void anApplicationsOwn500DoesNotEject() {
    assertThat(twiceEjects(new PlayedHead(500), Exchange.Outcome.COMPLETED)).isFalse();
  }

  @Test
  void responsesThatBreakOffEject() {
    assertThat(twiceEjects(new PlayedHead(200), Exchange.Outcome.UPSTREAM_ABORTED)).isTrue();
  }

  @Test
  void clientsThatLeaveDoNotEject() {
    assertThat(twiceEjects(new PlayedHead(200), Exchange.Outcome.CANCELLED)).isFalse();
    assertThat(twiceEjects(new ProxyFailure.Cancelled("left"), Exchange.Outcome.CANCELLED))
        .isFalse();
  }

  @Test
  void localFailuresDoNotEject() {
    assertThat(twiceEjects(new ProxyFailure.Shed("full"), Exchange.Outcome.COMPLETED)).isFalse();
  }

  @Test
  void staleConnectionsDoNotEject() {
    assertThat(
            twiceEjects(new ProxyFailure.UpstreamReset("stale", true), Exchange.Outcome.COMPLETED))
        .isFalse();
    assertThat(
            twiceEjects(new ProxyFailure.UpstreamReset("fresh", false), Exchange.Outcome.COMPLETED))
        .isTrue();
  }

  @Test
  void aWholeResponseClearsTheCount() {
    var exchange = PlayedRequest.routed("GET", 2);
    exchange.chosen(PlayedRequest.endpoint(0));
    stage.handle(exchange, PlayedNext.of(new PlayedHead(503)));

    var good = PlayedRequest.routed("GET", 2);
    good.chosen(PlayedRequest.endpoint(0));
    stage.handle(good, PlayedNext.of(new PlayedHead(200)));
    good.end(Exchange.Outcome.COMPLETED);

    stage.handle(exchange, PlayedNext.of(new PlayedHead(503)));
    assertThat(outliers.any(exchange.route(), 0)).isFalse();
  }
}
