package io.fairlead.launcher.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.launcher.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IptablesCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    var console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);
    var line = SidecarCommand.of(console);
    line.setErr(new java.io.PrintWriter(err, true, StandardCharsets.UTF_8));
    List<String> all = new ArrayList<>(List.of("iptables"));
    all.addAll(Arrays.asList(arguments));
    return line.execute(all.toArray(String[]::new));
  }

  private List<String> printed() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void theRulesArePrintedForBothVersionsOfIp() {
    assertThat(
            run("--proxy-uid=1337", "--exclude-port=22,53", "--exclude-cidr=10.0.0.0/8,fd00::/8"))
        .isZero();

    assertThat(printed())
        .containsExactly(
            "iptables -w -t nat -N FAIRLEAD_OUTPUT 2>/dev/null || iptables -w -t nat -F"
                + " FAIRLEAD_OUTPUT",
            "iptables -w -t nat -A FAIRLEAD_OUTPUT -m owner --uid-owner 1337 -j RETURN",
            "iptables -w -t nat -A FAIRLEAD_OUTPUT -d 127.255.0.0/16 -p tcp -j REDIRECT --to-ports"
                + " 15001",
            "iptables -w -t nat -A FAIRLEAD_OUTPUT -d 127.0.0.0/8 -j RETURN",
            "iptables -w -t nat -A FAIRLEAD_OUTPUT -d 10.0.0.0/8 -j RETURN",
            "iptables -w -t nat -A FAIRLEAD_OUTPUT -p tcp --dport 22 -j RETURN",
            "iptables -w -t nat -A FAIRLEAD_OUTPUT -p tcp --dport 53 -j RETURN",
            "iptables -w -t nat -A FAIRLEAD_OUTPUT -p tcp -j REDIRECT --to-ports 15001",
            "iptables -w -t nat -C OUTPUT -p tcp -j FAIRLEAD_OUTPUT 2>/dev/null || iptables -w -t"
                + " nat -A OUTPUT -p tcp -j FAIRLEAD_OUTPUT",
            "ip6tables -w -t nat -N FAIRLEAD_OUTPUT 2>/dev/null || ip6tables -w -t nat -F"
                + " FAIRLEAD_OUTPUT",
            "ip6tables -w -t nat -A FAIRLEAD_OUTPUT -m owner --uid-owner 1337 -j RETURN",
            "ip6tables -w -t nat -A FAIRLEAD_OUTPUT -d ::1/128 -j RETURN",
            "ip6tables -w -t nat -A FAIRLEAD_OUTPUT -d fd00::/8 -j RETURN",
            "ip6tables -w -t nat -A FAIRLEAD_OUTPUT -p tcp --dport 22 -j RETURN",
            "ip6tables -w -t nat -A FAIRLEAD_OUTPUT -p tcp --dport 53 -j RETURN",
            "ip6tables -w -t nat -A FAIRLEAD_OUTPUT -p tcp -j REDIRECT --to-ports 15001",
            "ip6tables -w -t nat -C OUTPUT -p tcp -j FAIRLEAD_OUTPUT 2>/dev/null || ip6tables -w -t"
                + " nat -A OUTPUT -p tcp -j FAIRLEAD_OUTPUT");
  }

  @Test
  void theSameIsATableOfNftables() {
    assertThat(run("--nft", "--proxy-uid=fairlead", "--egress-port=1", "--exclude-cidr=fd00::/8"))
        .isZero();

    assertThat(printed())
        .containsExactly(
            "table inet fairlead",
            "delete table inet fairlead",
            "table inet fairlead {",
            "  chain output {",
            "    type nat hook output priority -100; policy accept;",
            "    meta l4proto != tcp return",
            "    meta skuid fairlead return",
            "    ip daddr 127.255.0.0/16 redirect to :1",
            "    ip daddr 127.0.0.0/8 return",
            "    ip6 daddr ::1/128 return",
            "    ip6 daddr fd00::/8 return",
            "    meta l4proto tcp redirect to :1",
            "  }",
            "}");
  }

  @Test
  void withoutIpv6NothingIsSaidOfIt() {
    assertThat(run("--proxy-uid=1", "--no-ipv6")).isZero();
    assertThat(printed()).noneMatch(line -> line.contains("ip6"));
    out.reset();
    assertThat(run("--proxy-uid=1", "--no-ipv6", "--nft")).isZero();
    assertThat(printed())
        .contains("    meta nfproto ipv6 return")
        .noneMatch(l -> l.contains("ip6 "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--exclude-port=22 | --proxy-uid is missing",
        "--proxy-uid=a;b | --proxy-uid is 'a;b'",
        "--proxy-uid=1 --egress-port=0 | --egress-port is 0 (expected: 1 to 65535)",
        "--proxy-uid=1 --exclude-port=70000 | --exclude-port is 70000",
        "--proxy-uid=1 --exclude-cidr=nonsense | nonsense",
        "--proxy-uid=1 --virtual-range=10.0.0.0/8 | egress.virtualRange = 10.0.0.0/8",
        "--proxy-uid=1 --apply --delete | --apply and --delete are given",
        "--proxy-uid=1 --apply --nft | --nft and --apply are given"
      })
  void whatCannotBeMeantIsRefused(String arguments, String message) {
    assertThat(run(arguments.strip().split(" ", -1))).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(message.strip());
    assertThat(printed()).isEmpty();
  }
}
