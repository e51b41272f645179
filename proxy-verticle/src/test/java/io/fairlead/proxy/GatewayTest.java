package io.fairlead.proxy;

import static io.fairlead.proxy.RawUpstream.always;
import static io.fairlead.proxy.RawUpstream.head;
import static io.fairlead.proxy.RawUpstream.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The way in from outside, without TLS. */
class GatewayTest {
  private static final String ROUTES =
      "\"routes\":[{\"service\":\"web.demo.local\",\"host\":\"shop.example.com\"},"
          + "{\"service\":\"api.demo.local\",\"host\":\"shop.example.com\",\"path\":\"/api\"},"
          + "{\"service\":\"wild.demo.local\",\"host\":\"*.example.com\"},"
          + "{\"service\":\"gone.demo.local\",\"host\":\"gone.example.com\"},"
          + "{\"service\":\"status.demo.local\",\"path\":\"/status\"}]";

  @RegisterExtension final Players players = new Players();
  @TempDir Path folder;
  private Mesh mesh;

  private void start(String... more) {
    String settings = String.join(",", more);
    mesh =
        players.mesh(
            true,
            "--gateway.listeners=[{\"port\":0,"
                + ROUTES
                + (more.length > 0 ? "," : "")
                + settings
                + "}]");
  }

  private RawUpstream service(String name) throws IOException {
    var upstream = players.kept(RawUpstream.answering(name));
    mesh.service(name, upstream.port());
    return upstream;
  }

  /** A service that reads bodies of this length and says so. */
  private void reading(String name, int length) throws IOException {
    var upstream = players.server(always(c -> c.write(ok(c.readBytes(length)))));
    mesh.service(name, upstream.port());
  }

  private int port() {
    return mesh.sidecar.gatewayPort(0);
  }

  private RawClient client() throws IOException {
    return players.kept(new RawClient(port()));
  }

  private RawClient.Answer get(String host, String path, String... fields) throws IOException {
    String more = String.join("", fields);
    return client()
        .send("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + more + "\r\n")
        .answer();
  }

  @Test
  void hostAndPathSayWhichServiceAnswers() throws IOException {
    start();
    for (String name : new String[] {"web", "api", "wild", "status"}) {
      service(name);
    }

    assertThat(get("shop.example.com", "/").body()).isEqualTo("web");
    assertThat(get("SHOP.example.com:80", "/cart?x=/api").body()).isEqualTo("web");
    assertThat(get("shop.example.com", "/api?x=1").body()).isEqualTo("api");
    assertThat(get("shop.example.com", "/api/v1").body()).isEqualTo("api");
    assertThat(get("shop.example.com", "/apis").body()).isEqualTo("web");
    assertThat(get("a.b.example.com", "/status").body()).isEqualTo("wild");
    assertThat(get("elsewhere.org", "/status/now").body()).isEqualTo("status");
  }

  @Test
  void whatNoRouteIsForIsNotFound() throws IOException {
    start();
    service("web");

    var answer = get("elsewhere.org", "/");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("x-fairlead-failure")).isEqualTo("NoRoute");
    assertThat(answer.body()).isEqualTo("NoRoute: Not Found\n");
  }

  @Test
  void servicesThatNoRouteNamesAreOutOfReach() throws IOException {
    start();
    service("secret");

    assertThat(get("secret.demo.local", "/").status()).isEqualTo(404);
    assertThat(get("secret", "/").status()).isEqualTo(404);
  }

  @Test
  void aRouteToNobodyIsTheOperatorsToMend() throws IOException {
    start("\"failureDetails\":true");
    service("web");

    var answer = get("gone.example.com", "/");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body()).contains("service gone.demo.local of the gateway's routes");
  }

  @Test
  void namesAndAddressesAreNotToldOutside() throws IOException {
    start();
    var web = service("web");
    web.kill();

    var answer = get("shop.example.com", "/");

    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.body()).isEqualTo("ConnectFailed: Bad Gateway\n");
  }

  @Test
  void aTunnelIsRefused() throws IOException {
    start();
    service("web");

    var answer =
        client().send(head("CONNECT shop.example.com:80 HTTP/1.1", "Host: shop.example.com:80"));

    assertThat(answer.answer().status()).isEqualTo(501);
  }

  @Test
  void clientsAreNotBelievedWhoTheyAre() throws IOException {
    start();
    var web = service("web");

    get(
        "shop.example.com",
        "/",
        "X-Forwarded-For: 10.9.9.9\r\n",
        "X-Forwarded-Proto: https\r\n",
        "X-Forwarded-Host: evil.example\r\n",
        "Forwarded: for=10.9.9.9\r\n",
        "X-Fairlead-Never-Sent: true\r\n",
        "X-Fairlead-Anything: 1\r\n");

    assertThat(web.heads.get(0).toLowerCase(Locale.ROOT))
        .contains("x-forwarded-for: 127.0.0.1\r\n", "x-forwarded-proto: http\r\n")
        .contains("x-forwarded-host: shop.example.com\r\n")
        .doesNotContain("10.9.9.9", "evil", "x-fairlead", "\r\nforwarded:");
  }

  @Test
  void clientsAreBelievedWhereThatIsSet() throws IOException {
    start("\"trustForwarded\":true");
    var web = service("web");

    get("shop.example.com", "/", "X-Forwarded-For: 10.9.9.9\r\n", "X-Forwarded-Proto: https\r\n");

    assertThat(web.heads.get(0).toLowerCase(Locale.ROOT))
        .contains("x-forwarded-for: 10.9.9.9, 127.0.0.1\r\n", "x-forwarded-proto: https\r\n");
  }

  @Test
  void anAnnouncedBodyThatIsTooLongIsRefusedUnread() throws IOException {
    start("\"requestBytesMax\":10");
    reading("web", 10);

    var answer =
        client()
            .send(
                head(
                    "POST / HTTP/1.1",
                    "Host: shop.example.com",
                    "Expect: 100-continue",
                    "Content-Length: 11"))
            .answer();

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.header("x-fairlead-failure")).isEqualTo("BodyTooLarge");
    assertThat(mesh.count("mesh_proxy_failures_total", "failure", "BodyTooLarge")).isEqualTo(1);
  }

  @Test
  void aBodyOfTheGreatestLengthPasses() throws IOException {
    start("\"requestBytesMax\":10");
    reading("web", 10);
    reading("wild", "a\r\n0123456789\r\n0\r\n\r\n".length());

    var told =
        client()
            .send(head("POST / HTTP/1.1", "Host: shop.example.com", "Content-Length: 10"))
            .send("0123456789");
    var chunked =
        client()
            .send(head("POST / HTTP/1.1", "Host: a.example.com", "Transfer-Encoding: chunked"))
            .send("a\r\n0123456789\r\n0\r\n\r\n");

    assertThat(told.answer().body()).isEqualTo("0123456789");
    assertThat(chunked.answer().body()).contains("0123456789");
  }

  @Test
  void aBodyThatTurnsOutTooLongIsBrokenOff() throws IOException {
    start("\"requestBytesMax\":10");
    reading("web", 1000);
    var client =
        client()
            .send(head("POST / HTTP/1.1", "Host: shop.example.com", "Transfer-Encoding: chunked"))
            .send("5\r\n01234\r\n");
    client.send("6\r\n012345\r\n");

    var answer = client.answer();

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.header("x-fairlead-failure")).isEqualTo("BodyTooLarge");
    assertThat(answer.header("connection")).isEqualTo("close");
    assertThat(client.ending()).isEqualTo("closed");
  }

  @Test
  void peopleSeeAPageAndProgramsOneLine() throws IOException {
    var page = folder.resolve("error.html");
    Files.writeString(page, "<h1>{{status}} {{reason}}</h1><p>{{failure}}</p>");
    start("\"errorPage\":\"" + page + "\"");
    service("web");

    var browser =
        get(
            "elsewhere.org",
            "/",
            "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n");
    var curl = get("elsewhere.org", "/", "Accept: */*\r\n");
    var silent = get("elsewhere.org", "/");

    assertThat(browser.status()).isEqualTo(404);
    assertThat(browser.header("content-type")).isEqualTo("text/html; charset=utf-8");
    assertThat(browser.header("x-fairlead-failure")).isEqualTo("NoRoute");
    assertThat(browser.body()).isEqualTo("<h1>404 Not Found</h1><p>NoRoute</p>");
    assertThat(curl.body()).isEqualTo("NoRoute: Not Found\n");
    assertThat(silent.body()).isEqualTo("NoRoute: Not Found\n");
  }

  @Test
  void aRequestThatCannotBeReadHasNoTaste() throws IOException {
    var page = folder.resolve("error.html");
    Files.writeString(page, "<h1>{{status}}</h1>");
    start("\"errorPage\":\"" + page + "\"");

    assertThat(client().send("GET / HTTP/1.1\r\nHost: a b\r\n\r\n").answer().status())
        .isEqualTo(400);
  }

  @Test
  void everythingIsSentToHttps() throws IOException {
    mesh =
        players.mesh(
            true,
            "--gateway.listeners=[{\"port\":0,\"redirectToHttps\":true},"
                + "{\"port\":0,\"redirectToHttps\":true,\"redirectPort\":8443}]");

    var answer = get("Shop.example.com:8080", "/a?b=c");
    var other = RawClient.get(mesh.sidecar.gatewayPort(1), "[::1]:80", "/");

    assertThat(answer.status()).isEqualTo(308);
    assertThat(answer.header("location")).isEqualTo("https://shop.example.com/a?b=c");
    assertThat(answer.header("x-fairlead-failure")).isNull();
    assertThat(answer.body()).isEmpty();
    assertThat(other.header("location")).isEqualTo("https://[::1]:8443/");
  }

  @Test
  void requestsFromOutsideAreCountedAsSuch() throws IOException {
    start();
    service("web");
    get("shop.example.com", "/");

    await()
        .until(
            () ->
                mesh.count(
                        "mesh_proxy_requests_total",
                        "direction",
                        "gateway",
                        "service",
                        "web.demo.local",
                        "code",
                        "2xx")
                    == 1);
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    assertRefused("{\"port\":0}", "routes is empty");
    assertRefused("{\"port\":0,\"routes\":[{\"service\":\"shop\"}]}", "expected: name.namespace");
    assertRefused("{\"port\":0,\"routes\":[{\"service\":\"a.b\",\"host\":\"a:80\"}]}", "no port");
    assertRefused(
        "{\"port\":0,\"routes\":[{\"service\":\"a.b\",\"path\":\"api\"}]}", "a leading slash");
    assertRefused(
        "{\"port\":0,\"routes\":[{\"service\":\"a.b\"},{\"service\":\"c.d\",\"path\":\"/\"}]}",
        "twice");
    assertRefused(
        "{\"port\":0,\"redirectToHttps\":true,\"routes\":[{\"service\":\"a.b\"}]}",
        "expected: neither");
    assertRefused("{\"port\":0,\"routs\":[]}", "routes");
  }

  private static void assertRefused(String listener, String words) {
    assertThatThrownBy(() -> ProxySettings.of("--gateway.listeners=[" + listener + "]"))
        .hasMessageContaining(words);
  }
}
