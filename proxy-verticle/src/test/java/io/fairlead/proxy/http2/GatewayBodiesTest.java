package io.fairlead.proxy.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.Mesh;
import io.fairlead.proxy.RawUpstream;
import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Bodies that are longer than a gateway lets in, sent over HTTP/2. */
class GatewayBodiesTest {
  @AutoClose
  private final Mesh mesh =
      Mesh.with(
          "--task.namespace=demo.local",
          "--gateway.listeners=[{\"port\":0,\"requestBytesMax\":10,\"trustForwarded\":false,"
              + "\"routes\":[{\"service\":\"web.demo.local\"}]}]");

  @AutoClose private final H2Client client = new H2Client(mesh.sidecar.gatewayPort(0));

  @AutoClose private RawUpstream web;

  private void serve(RawUpstream.Script script) throws IOException {
    web = new RawUpstream(script);
    mesh.service("web", web.port());
  }

  @Test
  void whatIsAnnouncedIsRefusedUnread() throws IOException {
    serve(c -> c.readAll());
    var call = client.open(H2Client.head("POST", "x", "/", "content-length", "11"), false);

    assertRefused(call.answer());
    assertThat(web.connections).hasValue(0);
  }

  @Test
  void whatTurnsOutTooLongIsBrokenOff() throws IOException {
    serve(c -> c.readAll());
    var call = client.open(H2Client.head("POST", "x", "/"), false);
    call.send("0123456789", false).send("0", false);

    assertRefused(call.answer());
  }

  private static void assertRefused(H2Client.Answer answer) {
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.field("x-fairlead-failure")).isEqualTo("BodyTooLarge");
    assertThat(answer.body()).isEqualTo("BodyTooLarge: Request Entity Too Large\n");
  }

  @Test
  void theConnectionServesOn() throws IOException {
    serve(RawUpstream.always(c -> c.write(RawUpstream.ok("web"))));
    client.open(H2Client.head("POST", "x", "/"), false).send("x".repeat(70_000), false).answer();

    for (int i = 0; i < 20; i++) {
      client.open(H2Client.head("POST", "x", "/"), false).send("x".repeat(60_000), false).answer();
    }

    assertThat(client.get("x", "/").body()).isEqualTo("web");
  }

  @Test
  void clientsAreNotBelievedWhoTheyAre() throws IOException {
    serve(RawUpstream.always(c -> c.write(RawUpstream.ok("web"))));

    client.get(
        "x",
        "/",
        "x-forwarded-for",
        "10.9.9.9",
        "x-forwarded-proto",
        "https",
        "x-forwarded-host",
        "evil",
        "forwarded",
        "for=10.9.9.9",
        "x-fairlead-never-sent",
        "true");

    assertThat(web.heads.get(0))
        .contains("x-forwarded-for: 127.0.0.1\r\n", "x-forwarded-proto: http\r\n")
        .contains("x-forwarded-host: x\r\n")
        .doesNotContain("10.9.9.9", "evil", "x-fairlead", "\r\nforwarded:");
  }
}
