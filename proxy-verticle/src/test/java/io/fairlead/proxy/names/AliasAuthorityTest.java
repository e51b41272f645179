package io.fairlead.proxy.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.nameserver.message.Query;
import io.fairlead.nameserver.message.Response;
import io.fairlead.proxy.virtual.VirtualStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What client aliases come to in DNS, as an independent reader of messages sees it. */
class AliasAuthorityTest {
  private static final String BACK = "1.9.255.127.in-addr.arpa";

  private long seconds = 1_000;
  private final AliasTable table = new AliasTable(5, () -> seconds);
  private boolean complete = true;
  private final AliasAuthority authority =
      new AliasAuthority(table, () -> complete, false, new SplittableRandom(1));

  private static VirtualStatus at(String name, String address) {
    return new VirtualStatus(name, address, Map.of(8080, "open"), true);
  }

  private static VirtualStatus leadsNowhere(String name, String address) {
    return new VirtualStatus(name, address, Map.of(8080, "opening"), false);
  }

  private Message ask(String name, int type) {
    return ask(name, type, true);
  }

  /** Null when the name is not answered for here. */
  private Message ask(String name, int type, boolean trusted) {
    try {
      var record = org.xbill.DNS.Record.newRecord(new Name(name + "."), type, DClass.IN);
      byte[] wire = Message.newQuery(record).toWire();
      var query = new Query();
      assertThat(query.read(wire, wire.length)).isTrue();
      var response = new Response(512);
      response.begin(query, 512);
      if (!authority.answer(query, trusted, response)) {
        return null;
      }
      return new Message(Arrays.copyOf(response.bytes(), response.end()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> values(String name, int type) {
    return ask(name, type).getSection(Section.ANSWER).stream()
        .map(org.xbill.DNS.Record::rdataToString)
        .toList();
  }

  private int code(String name, int type) {
    return ask(name, type).getRcode();
  }

  @Test
  void anAliasHasItsVirtualAddressForAShortWhile() {
    table.follow(List.of(at("backend", "127.255.9.1")));

    var answer = ask("BackEnd", Type.A);

    assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(answer.getHeader().getFlag(Flags.AA)).isTrue();
    var record = answer.getSection(Section.ANSWER).get(0);
    assertThat(record.rdataToString()).isEqualTo("127.255.9.1");
    assertThat(record.getTTL()).isEqualTo(5);
    assertThat(record.getName()).hasToString("BackEnd.");
  }

  /** So that whoever asks for AAAA too, as glibc does, has an end of it. */
  @Test
  void anAliasHasNothingElseAndSaysForHowLong() {
    table.follow(List.of(at("backend", "127.255.9.1")));

    for (int type : new int[] {Type.AAAA, Type.TXT, Type.SRV, 65}) {
      var answer = ask("backend", type);
      assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
      assertThat(answer.getSection(Section.ANSWER)).isEmpty();
      var soa = (SOARecord) answer.getSection(Section.AUTHORITY).get(0);
      assertThat(soa.getName()).hasToString("backend.");
      assertThat(soa.getTTL()).isEqualTo(5);
      assertThat(soa.getMinimum()).isEqualTo(5);
    }
  }

  @Test
  void aVirtualAddressLeadsBackToItsAlias() {
    table.follow(List.of(at("backend.demo.local", "127.255.9.1")));

    assertThat(values(BACK, Type.PTR)).containsExactly("backend.demo.local.");
    assertThat(ask("2.9.255.127.in-addr.arpa", Type.PTR)).isNull();
  }

  @Test
  void aliasesComeAndMoveAndGo() {
    table.follow(List.of(at("a", "127.255.9.1"), at("b", "127.255.9.2")));
    table.follow(List.of(at("b", "127.255.9.1")));

    assertThat(ask("a", Type.A)).isNull();
    assertThat(values("b", Type.A)).containsExactly("127.255.9.1");
    assertThat(values(BACK, Type.PTR)).containsExactly("b.");
    assertThat(ask("2.9.255.127.in-addr.arpa", Type.PTR)).isNull();

    table.follow(List.of());
    assertThat(ask("b", Type.A)).isNull();
    assertThat(ask(BACK, Type.PTR)).isNull();
  }

  @Test
  void anAliasThatLeadsNowhereIsToBeAskedForAgain() {
    table.follow(List.of(leadsNowhere("backend.demo.local", "127.255.9.1")));
    assertThat(code("backend.demo.local", Type.A)).isEqualTo(Rcode.SERVFAIL);
    assertThat(ask(BACK, Type.PTR)).isNull();

    table.follow(List.of(at("backend.demo.local", "127.255.9.1")));
    assertThat(values("backend.demo.local", Type.A)).containsExactly("127.255.9.1");

    table.follow(List.of(leadsNowhere("backend.demo.local", "127.255.9.1")));
    assertThat(code("backend.demo.local", Type.A)).isEqualTo(Rcode.SERVFAIL);
    assertThat(ask(BACK, Type.PTR)).isNull();
  }

  @Test
  void namesAroundAnAliasAreOfElsewhere() {
    table.follow(List.of(at("backend.demo.local", "127.255.9.1")));

    assertThat(ask("instance-1.backend.demo.local", Type.A)).isNull();
    assertThat(ask("demo.local", Type.A)).isNull();
    assertThat(ask("backend", Type.A)).isNull();
    assertThat(ask("backend.demo.local.search.example", Type.A)).isNull();
  }

  @Test
  void strangersAreRefusedWhateverTheyAskFor() {
    table.follow(List.of(at("backend", "127.255.9.1")));

    assertThat(ask("backend", Type.A, false).getRcode()).isEqualTo(Rcode.REFUSED);
    assertThat(ask("other.example", Type.A, false).getRcode()).isEqualTo(Rcode.REFUSED);
    complete = false;
    assertThat(ask("other", Type.A, false).getRcode()).isEqualTo(Rcode.REFUSED);
  }

  @Test
  void beforeAllAliasesAreKnownANameOfOneLabelIsNotDenied() {
    complete = false;
    table.follow(List.of(at("backend", "127.255.9.1")));

    assertThat(values("backend", Type.A)).containsExactly("127.255.9.1");
    assertThat(code("orders", Type.A)).isEqualTo(Rcode.SERVFAIL);
    assertThat(ask("orders.demo.local", Type.A)).isNull();
    assertThat(authority.isComplete()).isFalse();

    complete = true;
    assertThat(ask("orders", Type.A)).isNull();
    assertThat(authority.isComplete()).isTrue();
  }

  /** A registry that is down must not take the names of all others away. */
  @Test
  void whereOthersCanBeAskedTheyAreFromTheBeginning() {
    complete = false;
    var asking = new AliasAuthority(table, () -> complete, true, new SplittableRandom(1));

    assertThat(asking.isComplete()).isTrue();
  }

  @Test
  void theSerialRisesWithEachChangeAndOverRestarts() {
    table.follow(List.of(at("a", "127.255.9.1")));
    long first = serial();
    table.follow(List.of(at("a", "127.255.9.1"), at("b", "127.255.9.2")));
    long second = serial();
    table.follow(List.of(at("a", "127.255.9.1"), at("b", "127.255.9.2")));

    assertThat(first).isEqualTo(1_000);
    assertThat(second).isGreaterThan(first);
    assertThat(serial()).isEqualTo(second);
    seconds = 2_000;
    table.follow(List.of(at("a", "127.255.9.1")));
    assertThat(serial()).isEqualTo(2_000);
  }

  private long serial() {
    return ((SOARecord) ask("a", Type.AAAA).getSection(Section.AUTHORITY).get(0)).getSerial();
  }
}
