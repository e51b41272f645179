package io.fairlead.dns.judges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fairlead.dns.DnsSettingsFixture;
import io.fairlead.dns.RunningDns;
import io.fairlead.node.StartFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One table of questions and answers, and everybody who asks agrees with it: dig and kdig, unbound
 * and dnsmasq as resolvers in front, glibc and the JVM as systems have them.
 */
class AnswerTableTest {
  private static final int DNS_PORT = 53;
  private static final List<Case> CASES = AnswerTable.cases();

  @TempDir static Path folder;
  private static RunningDns dns;
  private static RunningDns elsewhere;

  @BeforeAll
  static void start() {
    Tool.assumeInstalled("dig", "bind9-dnsutils");
    try {
      dns = running(DNS_PORT);
    } catch (StartFailure e) {
      // Not root, or somebody has port 53 on all addresses: only the system's resolvers mind.
      dns = running(0);
    }
    elsewhere = RunningDns.of(AnswerTable.elsewhere());
  }

  private static RunningDns running(int port) {
    var settings = new DnsSettingsFixture().at(AnswerTable.SERVER, port);
    return RunningDns.of(AnswerTable.catalog(), settings);
  }

  @AfterAll
  static void stop() {
    if (dns != null) {
      dns.close();
    }
    if (elsewhere != null) {
      elsewhere.close();
    }
  }

  @Test
  void tableIsLongEnoughAndAsksNothingTwice() {
    assertThat(CASES).hasSizeGreaterThanOrEqualTo(60);
    assertThat(CASES.stream().map(Case::question)).doesNotHaveDuplicates();
    assertThat(SystemJudge.askable(CASES)).isGreaterThanOrEqualTo(40);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void digAgrees(boolean tcp) {
    check(direct(Asking.dig(dns.host, dns.port, tcp, folder)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void kdigAgrees(boolean tcp) {
    Tool.assumeInstalled("kdig", "knot-dnsutils");
    check(direct(Asking.kdig(dns.host, dns.port, tcp)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void unboundThatForwardsAgrees(boolean tcp) throws IOException {
    checkBehindUnbound(List.of(), tcp);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void unboundThatResolvesLabelByLabelAgrees(boolean tcp) throws IOException {
    checkBehindUnbound(List.of("prod.local", "shop.example", "10.in-addr.arpa"), tcp);
  }

  private static void checkBehindUnbound(List<String> stubs, boolean tcp) throws IOException {
    Tool.assumeInstalled("unbound", "unbound");
    var unbound =
        InFront.unbound(AnswerTable.SERVER, address(dns), stubs, address(elsewhere), folder);
    check(behind(Judge.Kind.RECURSIVE, unbound, tcp));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void dnsmasqAgrees(boolean tcp) throws IOException {
    Tool.assumeInstalled("dnsmasq", "dnsmasq-base");
    var dnsmasq =
        InFront.dnsmasq(AnswerTable.SERVER, address(dns), AnswerTable.ZONES, address(elsewhere));
    check(behind(Judge.Kind.FORWARDER, dnsmasq, tcp));
  }

  @Test
  void systemsOwnResolverAgrees() throws IOException {
    assumeSystem();
    check(SystemJudge.getent(folder, dns.host));
  }

  @Test
  void resolverOfTheJvmAgrees() throws IOException {
    assumeSystem();
    check(SystemJudge.jvm(folder, dns.host));
  }

  private static void assumeSystem() {
    assumeTrue(
        dns.port == DNS_PORT, "port 53 is not to be had (needs root, and nobody else there)");
    SystemJudge.assumePossible();
  }

  private static MessageJudge direct(Function<List<Question>, String> tool) {
    return new MessageJudge(Judge.Kind.DIRECT, tool, () -> {});
  }

  private static MessageJudge behind(Judge.Kind kind, InFront resolver, boolean tcp) {
    var tool = Asking.dig(resolver.host(), resolver.port(), tcp, folder);
    return new MessageJudge(kind, tool, resolver);
  }

  private static String address(RunningDns server) {
    return server.host + "@" + server.port;
  }

  private static void check(Judge judge) {
    try (judge) {
      assertThat(judge.complaints(CASES)).isEmpty();
    }
  }
}
