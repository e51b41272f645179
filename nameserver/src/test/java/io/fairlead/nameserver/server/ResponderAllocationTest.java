package io.fairlead.nameserver.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.nameserver.message.DnsName;
import io.fairlead.nameserver.message.Query;
import io.fairlead.nameserver.message.RecordValue;
import io.fairlead.nameserver.message.Response;
import io.fairlead.nameserver.zone.Candidate;
import io.fairlead.nameserver.zone.Lookup;
import io.fairlead.nameserver.zone.NameTable;
import io.fairlead.nameserver.zone.Owner;
import io.fairlead.nameserver.zone.RecordSet;
import io.fairlead.nameserver.zone.Zone;
import io.fairlead.node.net.AddressRanges;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked all the time costs no garbage; without the second compiler's help, too. */
class ResponderAllocationTest {
  private static final int QUERIES = 20_000;
  private static final DnsName APEX = name("prod.local");

  private final NameTable table = new NameTable();
  private Responder responder;

  private static final class Constant implements Zone.Source {
    @Override
    public int serial() {
      return 1;
    }

    @Override
    public int negativeTtlMax() {
      return Integer.MAX_VALUE;
    }
  }

  @BeforeEach
  void fill() {
    var zone = new Zone(APEX, name("ns1.prod.local"), name("h.prod.local"), 15, new Constant());
    var web = name("web.prod.local");
    var addresses =
        IntStream.range(0, 20).mapToObj(i -> Candidate.of(new RecordValue.A(i))).toList();
    table.put(Owner.empty(APEX, zone));
    table.put(
        new Owner(
            web, zone, List.of(RecordSet.of(web, 60, RecordSet.Choice.MULTIVALUE, addresses))));
    var lookup = new Lookup(8, new SplittableRandom(1));
    var authority =
        new Authority() {
          @Override
          public boolean answer(Query query, boolean trusted, Response response) {
            return lookup.answer(query, table, response);
          }

          @Override
          public boolean isComplete() {
            return true;
          }
        };
    responder =
        new Responder(
            authority,
            null,
            AddressRanges.parse(AddressRanges.LOOPBACK_AND_PRIVATE),
            null,
            new ServerMetrics(new SimpleMeterRegistry(), "dns"),
            1232);
  }

  @ParameterizedTest
  @CsvSource({"web.prod.local, 1, 8", "web.prod.local, 28, 0", "nobody.prod.local, 1, 0"})
  void answersAllocateNothing(String asked, int type, int answers) {
    byte[] query = Query.message(7, false, name(asked), type);
    var asker = new InetSocketAddress(InetAddress.getLoopbackAddress(), 5353);
    assertThat(answers(query, asker)).isEqualTo(answers);
    ask(query, asker);

    long before = allocated();
    ask(query, asker);
    double each = (allocated() - before) / (double) QUERIES;

    // One in 64 is timed, which is the registry's business.
    assertThat(each).as("bytes for each query of type %d", type).isLessThan(4);
  }

  private int answers(byte[] query, InetSocketAddress asker) {
    int length = responder.answerDatagram(query, query.length, asker, none -> null);
    assertThat(length).isPositive();
    return responder.response()[7];
  }

  private void ask(byte[] query, InetSocketAddress asker) {
    for (int i = 0; i < QUERIES; i++) {
      responder.answerDatagram(query, query.length, asker, null);
    }
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  private static DnsName name(String text) {
    return DnsName.parse(text).orElseThrow();
  }
}
