package io.fairlead.proxy;

import static io.fairlead.proxy.RawUpstream.always;
import static io.fairlead.proxy.RawUpstream.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a service's own outlier detection changes; each of these fails when it is ignored. */
class OutlierPolicyOverSocketsTest {
  private static final RawUpstream.Script INTERNAL =
      always(c -> c.write(head("HTTP/1.1 500 Internal Server Error", "Content-Length: 0")));
  private static final RawUpstream.Script UNAVAILABLE =
      always(c -> c.write(head("HTTP/1.1 503 Service Unavailable", "Content-Length: 0")));

  @AutoClose private final Stage stage = Stage.inDemo();

  private double ejections() {
    return stage.mesh.count("mesh_proxy_ejections_total");
  }

  private void gets(int times) throws IOException {
    for (int i = 0; i < times; i++) {
      stage.get();
    }
  }

  @Test
  void itCountsGatewayFailuresInARow() throws IOException {
    var bad = stage.upstream(UNAVAILABLE);
    stage.backends(bad, stage.answering("good"));
    stage.policy("{'outlierDetection':{'consecutiveGatewayFailures':2}}");

    gets(20);

    assertThat(bad.heads).hasSize(2);
    assertThat(ejections()).isEqualTo(1);
  }

  @Test
  void itCountsErrorsOfTheApplicationWhenItSaysSo() throws IOException {
    var bad = stage.upstream(INTERNAL);
    stage.backends(bad, stage.answering("good"));
    stage.policy("{'outlierDetection':{'consecutive5xx':3}}");

    gets(20);

    assertThat(bad.heads).hasSize(3);
  }

  @Test
  void itCountsConnectFailures() throws IOException {
    stage.mesh.service("backend", TwoSidecars.free(), stage.answering("good").port());
    stage.policy(
        "{'outlierDetection':{'consecutiveConnectFailures':2,'consecutiveGatewayFailures':0}}");

    gets(20);

    assertThat(ejections()).isEqualTo(1);
    assertThat(stage.mesh.count("mesh_proxy_retries_total")).isEqualTo(2);
  }

  @Test
  void nobodyIsEjectedWhenItIsOff() throws IOException {
    var bad = stage.upstream(UNAVAILABLE);
    stage.backends(bad, stage.answering("good"));
    stage.policy("{'outlierDetection':{'enabled':false}}");

    gets(20);

    assertThat(bad.heads).hasSizeGreaterThan(5);
    assertThat(ejections()).isZero();
  }

  @Test
  void anEjectionLastsAsLongAsItSays() throws IOException {
    var bad = stage.upstream(UNAVAILABLE);
    stage.backends(bad, stage.answering("good"));
    stage.policy(
        "{'outlierDetection':{'consecutiveGatewayFailures':1,'ejectionSeconds':1,"
            + "'ejectionMaxSeconds':1}}");
    gets(4);
    assertThat(bad.heads).hasSize(1);

    await()
        .until(
            () -> {
              stage.get();
              return bad.heads.size() > 1;
            });
  }

  @Test
  void endpointsThatFailTooOftenInPercentAreEjected() throws IOException {
    var bad = stage.upstream(INTERNAL);
    stage.backends(bad, stage.answering("good"), stage.answering("good"));
    stage.policy(
        "{'outlierDetection':{'intervalSeconds':1,'failurePercentage':{'threshold':50,"
            + "'minimumEndpoints':2,'minimumRequests':3}}}");

    await()
        .until(
            () -> {
              stage.get();
              return ejections() > 0;
            });
    int seen = bad.heads.size();
    gets(9);
    assertThat(bad.heads).hasSize(seen);
  }

  @Test
  void endpointsThatSucceedMuchLessThanTheOthersAreEjected() throws IOException {
    var bad = stage.upstream(INTERNAL);
    stage.backends(bad, stage.answering("good"), stage.answering("good"));
    stage.policy(
        "{'outlierDetection':{'intervalSeconds':1,'successRate':{'minimumEndpoints':3,"
            + "'minimumRequests':3,'stdevFactorThousandths':1000}}}");

    await()
        .until(
            () -> {
              stage.get();
              return ejections() > 0;
            });
    int seen = bad.heads.size();
    gets(9);
    assertThat(bad.heads).hasSize(seen);
  }
}
