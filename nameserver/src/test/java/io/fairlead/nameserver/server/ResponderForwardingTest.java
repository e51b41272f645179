package io.fairlead.nameserver.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.nameserver.message.Query;
import io.fairlead.nameserver.message.Response;
import io.fairlead.node.net.AddressRanges;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** What is passed on to a forwarder, and what never is. */
class ResponderForwardingTest implements Authority, Forwarder {
  private static final InetSocketAddress INSIDE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 4000);
  private static final InetSocketAddress OUTSIDE = new InetSocketAddress("192.0.2.1", 4000);

  private final List<String> forwarded = new ArrayList<>();
  private final Responder responder =
      new Responder(
          this,
          this,
          AddressRanges.parse(List.of("127.0.0.0/8")),
          null,
          new ServerMetrics(new SimpleMeterRegistry(), "dns"),
          1232);
  private boolean complete = true;

  @Override
  public boolean answer(Query query, boolean trusted, Response response) {
    return query.name(0).toString().endsWith("ours.");
  }

  @Override
  public boolean isComplete() {
    return complete;
  }

  @Override
  public void forward(Query query, int limit, InetSocketAddress asker, Consumer<byte[]> whenDone) {
    forwarded.add(query.name(0).toString());
  }

  @Override
  public void close() {
    throw new IllegalStateException("nobody asked for that");
  }

  private int ask(String name, int type, boolean recursion, InetSocketAddress asker)
      throws IOException {
    var query = Message.newQuery(Record.newRecord(Name.fromString(name), type, 1));
    if (!recursion) {
      query.getHeader().unsetFlag(Flags.RD);
    }
    byte[] wire = query.toWire();
    int length = responder.answerDatagram(wire, wire.length, asker, to -> response -> {});
    return length == Responder.LATER ? -1 : responder.response()[3] & 0xf;
  }

  @Test
  void whatIsNotOursIsPassedOnForThoseInsideWhoWantIt() throws IOException {
    assertThat(ask("www.example.", Type.A, true, INSIDE)).isEqualTo(-1);
    assertThat(forwarded).containsExactly("www.example.");
  }

  @Test
  void nothingElseIs() throws IOException {
    assertThat(ask("web.ours.", Type.A, true, INSIDE)).isEqualTo(Rcode.NOERROR);
    assertThat(ask("www.example.", Type.A, false, INSIDE)).isEqualTo(Rcode.REFUSED);
    assertThat(ask("www.example.", Type.A, true, OUTSIDE)).isEqualTo(Rcode.REFUSED);
    assertThat(ask("www.example.", Type.AXFR, true, INSIDE)).isEqualTo(Rcode.REFUSED);
    assertThat(forwarded).isEmpty();
  }

  /** The name may be ours: asking elsewhere would tell it, and learn that it does not exist. */
  @Test
  void nothingIsPassedOnBeforeTheCatalogIsKnown() throws IOException {
    complete = false;
    assertThat(ask("www.example.", Type.A, true, INSIDE)).isEqualTo(Rcode.SERVFAIL);
    assertThat(forwarded).isEmpty();
  }
}
