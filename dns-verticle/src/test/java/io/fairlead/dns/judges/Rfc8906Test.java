package io.fairlead.dns.judges;

import static io.fairlead.catalog.RecordType.A;
import static io.fairlead.catalog.RecordType.SRV;
import static io.fairlead.catalog.RoutingPolicy.MULTIVALUE;
import static io.fairlead.dns.zone.CatalogFixture.many;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.dns.RunningDns;
import io.fairlead.dns.zone.CatalogFixture;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The checks of RFC 8906 section 8, those that ISC's compliance reports add, and what lies between:
 * a server answers whatever it is asked, and says no where it does not understand.
 */
class Rfc8906Test {
  private static final String ZONE = "prod.local";

  /** Eight SRV records of it do not fit into 512 bytes. */
  private static final String LONG = "many-with-a-rather-long-name.prod.local";

  private static RunningDns dns;

  /**
   * @param arguments of dig, after the flags that every check sets itself
   * @param expected words of {@link #WORDS}
   */
  private record Check(String name, String arguments, String rcode, String expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** What a check may want of a reply; with an exclamation mark it wants the opposite. */
  private static final Map<String, Predicate<Reply>> WORDS =
      Map.ofEntries(
          entry("aa", r -> r.flags().contains("aa")),
          entry("ad", r -> r.flags().contains("ad")),
          entry("cd", r -> r.flags().contains("cd")),
          entry("ra", r -> r.flags().contains("ra")),
          entry("rd", r -> r.flags().contains("rd")),
          entry("tc", r -> r.flags().contains("tc")),
          entry("qr", r -> r.flags().contains("qr")),
          entry("mbz", r -> r.text().contains("MBZ")),
          entry("do", r -> r.text().contains("flags: do;")),
          entry("opt", Reply::hasEdns),
          entry("version0", r -> r.text().contains("EDNS: version: 0,")),
          entry("udp1232", r -> r.text().contains("udp: 1232")),
          entry("soa", r -> r.answers().stream().anyMatch(l -> l.type().equals("SOA"))),
          entry("answered", r -> !r.answers().isEmpty()),
          entry("eight", r -> r.answers().size() == 8),
          entry("asked", r -> r.question() != null),
          entry("opcode15", r -> r.opcode().equals("RESERVED15")),
          entry("status", r -> r.opcode().equals("STATUS")),
          entry(
              "option", r -> r.text().matches("(?s).*; (OPT=|NSID|COOKIE|EXPIRE|CLIENT-S|PAD).*")));

  private static final String PLAIN_SOA = "qr aa soa asked !opt !ad !cd !ra !tc !mbz";
  private static final String EDNS_SOA =
      "qr aa soa asked opt version0 !option !ad !cd !ra !tc !mbz";
  private static final String NO_VERSION = "qr !aa !answered opt version0 !option !ad !ra !tc !mbz";

  private static Stream<Check> checks() {
    return Stream.of(plain(), edns(), options(), otherVersions(), beyond()).flatMap(List::stream);
  }

  private static Check plain(String name, String arguments) {
    return new Check(name, "+noedns +norec +noad " + arguments, "NOERROR", PLAIN_SOA);
  }

  private static List<Check> plain() {
    return List.of(
        plain("dns", "SOA"),
        plain("aa", "+aaflag SOA"),
        plain("ad", "+ad SOA"),
        plain("cd", "+cd SOA"),
        plain("ra", "+raflag SOA"),
        new Check("rd", "+noedns +noad +rec SOA", "NOERROR", PLAIN_SOA + " rd"),
        plain("tc", "+tcflag SOA"),
        plain("z", "+zflag SOA"),
        plain("all flags", "+aaflag +ad +cd +raflag +tcflag +zflag SOA"),
        new Check(
            "opcode",
            "+noedns +norec +noad +opcode=15 +header-only",
            "NOTIMP",
            "qr opcode15 !aa !opt !asked !answered"),
        new Check(
            "opcodeflg",
            "+noedns +rec +ad +cd +aaflag +raflag +tcflag +zflag +opcode=15 +header-only",
            "NOTIMP",
            "qr opcode15 rd !aa !ad !cd !ra !tc !mbz !opt !asked !answered"),
        new Check(
            "type666",
            "+noedns +norec +noad TYPE666",
            "NOERROR",
            "qr aa asked !opt !answered !tc !mbz"),
        new Check(
            "header only", "+noedns +norec +noad +header-only", "FORMERR", "qr !aa !opt !asked"));
  }

  private static Check edns(String name, String arguments) {
    return new Check(
        name, "+edns=0 +nocookie +norec +noad " + arguments, "NOERROR", EDNS_SOA + " udp1232");
  }

  private static List<Check> edns() {
    return List.of(
        edns("edns", "SOA"),
        edns("ednsflags", "+ednsflags=0x40 SOA"),
        edns("all ednsflags but do", "+ednsflags=0x7fff SOA"),
        edns("bufsize 0", "+bufsize=0 SOA"),
        edns("bufsize 65535", "+bufsize=65535 SOA"),
        new Check("do", "+edns=0 +nocookie +norec +noad +dnssec SOA", "NOERROR", EDNS_SOA + " do"),
        new Check(
            "docd", "+edns=0 +nocookie +norec +noad +dnssec +cd SOA", "NOERROR", EDNS_SOA + " do"),
        new Check(
            "type666 with edns",
            "+edns=0 +nocookie +norec +noad TYPE666",
            "NOERROR",
            "qr aa opt version0 asked !answered"),
        new Check(
            "opcode with edns",
            "+edns=0 +nocookie +norec +noad +opcode=15",
            "NOTIMP",
            "qr opcode15 !aa opt version0 !answered"),
        new Check(
            "header only with edns",
            "+edns=0 +nocookie +norec +noad +header-only",
            "FORMERR",
            "qr !aa opt version0 !asked !answered"));
  }

  private static List<Check> options() {
    return List.of(
        edns("ednsopt", "+ednsopt=100 SOA"),
        edns("ednsopt with content", "+ednsopt=65001:00112233 SOA"),
        edns("ednsnsid", "+nsid SOA"),
        edns("ednscookie", "+cookie SOA"),
        edns("ednsexpire", "+expire SOA"),
        edns("ednssubnet", "+subnet=0.0.0.0/0 SOA"),
        edns("ednssubnet of somebody", "+subnet=192.0.2.0/24 SOA"),
        edns("ednskeepalive", "+keepalive SOA"),
        edns("ednspadding", "+padding=128 SOA"),
        edns("optlist", "+nsid +cookie +expire +subnet=0.0.0.0/0 SOA"),
        edns("options and flags", "+ednsopt=100 +ednsflags=0x40 +nsid SOA"));
  }

  private static Check version1(String name, String arguments) {
    return new Check(
        name,
        "+edns=1 +noednsneg +nocookie +norec +noad " + arguments + " SOA",
        "BADVERS",
        NO_VERSION);
  }

  private static List<Check> otherVersions() {
    return List.of(
        version1("edns1", ""),
        version1("edns1opt", "+ednsopt=100"),
        version1("edns1flags", "+ednsflags=0x40"),
        version1("edns1do", "+dnssec"),
        version1("edns1nsid", "+nsid"),
        version1("edns1cookie", "+cookie"),
        version1("edns1expire", "+expire"),
        version1("edns1subnet", "+subnet=0.0.0.0/0"),
        version1("edns1optlist", "+nsid +cookie +expire +subnet=0.0.0.0/0"),
        version1("edns255", "+edns=255"));
  }

  private static List<Check> beyond() {
    return List.of(
        new Check("any", "+norec ANY", "NOERROR", "qr aa answered !tc"),
        new Check("class chaos", "+norec TXT CH", "REFUSED", "qr !aa !answered"),
        new Check("class any", "+norec SOA CLASS255", "REFUSED", "qr !aa !answered"),
        new Check("no name", "+norec nobody.prod.local SOA", "NXDOMAIN", "qr aa !answered opt"),
        new Check("status", "+noedns +opcode=status SOA", "NOTIMP", "qr status !aa !answered !opt"),
        new Check(
            "key that nobody knows",
            "+norec +noad -y hmac-sha256:nobody:c2VjcmV0 SOA",
            "NOERROR",
            "qr aa soa !tc"));
  }

  @BeforeAll
  static void start() {
    Tool.assumeInstalled("dig", "bind9-dnsutils");
    dns =
        RunningDns.of(
            new CatalogFixture()
                .namespace(ZONE)
                .service("many-with-a-rather-long-name", MULTIVALUE, List.of(A, SRV), many(40)));
  }

  @AfterAll
  static void stop() {
    if (dns != null) {
      dns.close();
    }
  }

  @Test
  void checksAreAtLeastThoseOfTheReport() {
    assertThat(checks().map(Check::name)).hasSizeGreaterThanOrEqualTo(31).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("checks")
  void udpAnswersRightly(Check check) {
    check("+notcp +ignore", check);
  }

  @ParameterizedTest
  @MethodSource("checks")
  void tcpAnswersRightly(Check check) {
    check("+tcp", check);
  }

  @Test
  void longAnswersAreCutAtTheSizeThatTheAskerTakes() {
    var cut = ask("+notcp +ignore +nocookie +bufsize=512 +norec " + LONG + " SRV");
    assertThat(complaints("qr aa tc opt version0 asked", cut)).isEmpty();
    assertThat(size(cut)).isLessThanOrEqualTo(512);
    assertThat(complaints("qr aa tc !opt asked", ask("+notcp +ignore +noedns " + LONG + " SRV")))
        .isEmpty();
    var whole = ask("+notcp +ignore +nocookie +bufsize=1232 +norec " + LONG + " SRV");
    assertThat(complaints("qr aa !tc opt eight", whole)).isEmpty();
    assertThat(complaints("qr aa !tc opt eight", ask("+tcp +bufsize=512 " + LONG + " SRV")))
        .isEmpty();
    // Cut by UDP, and asked again by TCP.
    assertThat(complaints("qr aa !tc opt eight", ask("+bufsize=512 " + LONG + " SRV"))).isEmpty();
  }

  private static int size(Reply reply) {
    return Integer.parseInt(reply.text().replaceFirst("(?s).*MSG SIZE  rcvd: (\\d+).*", "$1"));
  }

  private static void check(String transport, Check check) {
    String arguments = check.arguments();
    boolean named = arguments.contains("header-only") || arguments.contains(ZONE);
    var reply = ask(transport + (named ? " " : " " + ZONE + " ") + arguments);
    assertThat(reply.rcode()).as(reply.text()).isEqualTo(check.rcode());
    assertThat(complaints(check.expected(), reply)).as(reply.text()).isEmpty();
  }

  private static List<String> complaints(String expected, Reply reply) {
    List<String> complaints = new ArrayList<>();
    for (String word : new HashSet<>(List.of(expected.split(" ")))) {
      boolean wanted = !word.startsWith("!");
      if (WORDS.get(wanted ? word : word.substring(1)).test(reply) != wanted) {
        complaints.add(word);
      }
    }
    return complaints;
  }

  private static Reply ask(String arguments) {
    var command = new ArrayList<>(List.of("dig", "@" + dns.host, "-p", dns.port + ""));
    command.addAll(List.of("+tries=1", "+time=3"));
    command.addAll(List.of(arguments.split(" ")));
    String output = Tool.output(command);
    var replies = Reply.all(output);
    assertThat(replies).as(output).hasSize(1);
    return replies.get(0);
  }
}
