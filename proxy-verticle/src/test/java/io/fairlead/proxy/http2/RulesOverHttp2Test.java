package io.fairlead.proxy.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.proxy.Mesh;
import io.fairlead.proxy.Policies;
import io.fairlead.proxy.RawUpstream;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a service's traffic rules make of requests of HTTP/2, over sockets. */
class RulesOverHttp2Test {
  @AutoClose private final Mesh mesh = Mesh.with("--task.namespace=demo.local");
  @AutoClose private final H2Client client = new H2Client(mesh.port());

  private void policy(String json) {
    mesh.policy("backend", Policies.of(json));
  }

  private void speaking(AppProtocol protocol, int... ports) {
    mesh.registry.serviceSpeaking("backend", protocol, ports);
    mesh.awaitPorts("backend", ports);
  }

  @Test
  void aSplitGoesToSubsetsAndACookieInCrumbsKeepsACaller() {
    try (var v1 = H2Server.answering("v1");
        var v2 = H2Server.answering("v2")) {
      speaking(AppProtocol.HTTP2, v1.port(), v2.port());
      mesh.attributes("backend", v1.port(), Map.of("version", "v1"));
      mesh.attributes("backend", v2.port(), Map.of("version", "v2"));
      policy(
          """
          {'routes': [
            {'name': 'one', 'match': {'path': {'prefix': '/one'}},
             'split': [{'subset': {'version': 'v1'}}]},
            {'name': 'both', 'sticky': {'cookie': 'part'}, 'split': [
             {'subset': {'version': 'v1'}}, {'subset': {'version': 'v2'}}]}]}
          """);

      Set<String> seen = new TreeSet<>();
      for (int i = 0; i < 40; i++) {
        assertThat(client.get("backend", "/one").body()).isEqualTo("v1");
        seen.add(client.get("backend", "/").body());
      }
      assertThat(seen).containsExactly("v1", "v2");
      var first = client.get("backend", "/");
      String crumb = first.field("set-cookie").replaceFirst(";.*", "");
      for (int i = 0; i < 20; i++) {
        var next = client.get("backend", "/", "cookie", "a=b", "cookie", crumb);
        assertThat(next.body()).isEqualTo(first.body());
        assertThat(next.field("set-cookie")).isNull();
      }
    }
  }

  @Test
  void headersPathAndHostAreChangedBothWays() {
    try (var backend = new H2Server(r -> r.head(200, false, "server", "me").data("ok", true))) {
      speaking(AppProtocol.HTTP2, backend.port());
      policy(
          """
          {'routes': [{'name': 'h', 'match': {'path': {'prefix': '/a'}},
            'rewrite': {'prefix': '/b', 'host': 'internal'},
            'requestHeaders': {'remove': ['x-secret'], 'set': {'x-tier': 'gold'}},
            'responseHeaders': {'remove': ['server'], 'add': {'x-new': 'n'}}}]}
          """);

      var answer = client.post("backend", "/a/c?d", "body", "x-secret", "s", "x-tier", "lead");

      assertThat(answer.body()).isEqualTo("ok");
      assertThat(answer.field("server")).isNull();
      assertThat(answer.field("x-new")).isEqualTo("n");
      var sent = backend.all.get(0);
      assertThat(sent.field(":path")).isEqualTo("/b/c?d");
      assertThat(sent.field(":authority")).isEqualTo("internal");
      assertThat(sent.field("x-tier")).isEqualTo("gold");
      assertThat(sent.field("x-secret")).isNull();
      assertThat(sent.body()).isEqualTo("body");
    }
  }

  @Test
  void aRequestOfHttp2IsChangedOnItsWayToHttp1() throws Exception {
    try (var backend = RawUpstream.answering("ok")) {
      mesh.service("backend", backend.port());
      policy("{'routes': [{'name': 'h', 'requestHeaders': {'set': {'x-tier': 'gold'}}}]}");

      assertThat(client.get("backend", "/").body()).isEqualTo("ok");
      assertThat(backend.heads.get(0)).contains("x-tier: gold");
    }
  }

  @Test
  void directAnswersAndRedirectsNeedNoEndpoint() {
    mesh.service("backend");
    policy(
        """
        {'routes': [
          {'name': 'moved', 'match': {'path': {'exact': '/old'}}, 'redirect': {'path': '/new'}},
          {'name': 'gone', 'match': {'path': {'exact': '/gone'}}, 'respond': {'status': 204}},
          {'name': 'busy', 'respond': {'status': 503, 'body': 'later'}}]}
        """);

    var moved = client.get("backend", "/old?a");
    assertThat(moved.status()).isEqualTo(302);
    assertThat(moved.field("location")).isEqualTo("http://backend/new?a");
    assertThat(client.get("backend", "/gone").status()).isEqualTo(204);
    var busy = client.get("backend", "/");
    assertThat(busy.status()).isEqualTo(503);
    assertThat(busy.body()).isEqualTo("later");
    assertThat(busy.field("content-type")).isEqualTo("text/plain; charset=utf-8");
  }

  @Test
  void gRpcIsToldOfLimitsAndFaultsInItsOwnWords() {
    mesh.service("backend");
    policy(
        """
        {'routes': [
          {'name': 'broken', 'match': {'path': {'prefix': '/a'}}, 'fault': {'abortStatus': 503}},
          {'name': 'few', 'rateLimit': {'requestsPerSecond': 1, 'burst': 1},
           'respond': {'status': 200}}]}
        """);

    var broken = client.post("backend", "/a/b", "", "content-type", "application/grpc");
    assertThat(broken.status()).isEqualTo(200);
    assertThat(broken.field("grpc-status")).isEqualTo("14");
    client.get("backend", "/");
    var limited = client.post("backend", "/c/d", "", "content-type", "application/grpc");
    assertThat(limited.field("grpc-status")).isEqualTo("8");
    assertThat(limited.field("retry-after")).isEqualTo("1");
  }
}
