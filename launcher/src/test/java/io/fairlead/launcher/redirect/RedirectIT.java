package io.fairlead.launcher.redirect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fairlead.launcher.jvm.Home;
import io.fairlead.launcher.lab.LabNamespace;
import io.fairlead.launcher.task.RunFolder;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An application that was told nothing at all: the kernel leads its connections to its sidecar. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RedirectIT {
  private static final Pattern ADDRESS = Pattern.compile("\"address\":\"(127\\.255[^\"]*)\"");

  /** Prints all that a server at these two arguments says, and says hello after its first word. */
  private static final String TALK =
      "import socket,sys; s=socket.create_connection((sys.argv[1],int(sys.argv[2])),10);"
          + "b=s.recv(11); s.sendall(b'hello'); b+=s.recv(100); print(b.decode())";

  private static RedirectedHost host;

  @BeforeAll
  static void start() {
    for (String tool : List.of("curl", "ip", "iptables", "ip6tables", "python3", "setpriv")) {
      assumeTrue(isInstalled(tool), tool + " is not installed: redirection is skipped");
    }
    assumeTrue(LabNamespace.isPossible(), "no network namespaces here (needs root and iproute2)");
    var home = new Home(Path.of("").toAbsolutePath().getParent());
    host =
        new RedirectedHost(
            home, RunFolder.next(home.folder().resolve("launcher/target"), "redirect-it"));
  }

  private static boolean isInstalled(String tool) {
    var folders = System.getenv("PATH") + File.pathSeparator + "/usr/sbin";
    return Stream.of(folders.split(File.pathSeparator, -1))
        .anyMatch(folder -> new File(folder, tool).canExecute());
  }

  @AfterAll
  static void end() {
    if (host != null) {
      host.close();
    }
  }

  @BeforeEach
  void applyTheRules() {
    assertThat(host.iptables("--proxy-uid=0", "--apply"))
        .contains("connections are redirected to port 15001");
  }

  private static String get(String url, String... more) {
    var command =
        Stream.concat(
                Stream.of("curl", "-sS", "--max-time", "10", "-w", " %{http_code}", url),
                Stream.of(more))
            .toArray(String[]::new);
    return host.asApplication(command);
  }

  @Test
  void aServiceIsCalledByItsNameWhereverThatLeads() {
    assertThat(
            get("http://backend:8080/orders", "--resolve", "backend:8080:" + RedirectedHost.NOBODY))
        .contains("\"path\":\"/orders\"")
        .endsWith("200");
    assertThat(
            get(
                "http://backend:8080/six",
                "--resolve",
                "backend:8080:[" + RedirectedHost.NOBODY_IPV6 + "]"))
        .contains("\"path\":\"/six\"")
        .endsWith("200");
  }

  @Test
  void aServiceIsCalledByItsVirtualAddressWhateverItsHost() {
    var address = ADDRESS.matcher(host.routes());
    assertThat(address.find()).isTrue();

    assertThat(get("http://" + address.group(1) + ":8080/virtual", "-H", "Host: anything"))
        .contains("\"path\":\"/virtual\"")
        .endsWith("200");
  }

  @Test
  void whatTheMeshDoesNotKnowPassesThrough() {
    double before = host.count("mesh_proxy_requests_total", "pass-through");

    assertThat(get("http://" + RedirectedHost.OUTSIDE + ":" + RedirectedHost.OUTSIDE_PORT))
        .isEqualTo("outside 200");
    assertThat(get("http://[" + RedirectedHost.OUTSIDE_IPV6 + "]:" + RedirectedHost.OUTSIDE_PORT))
        .isEqualTo("outside 200");

    assertThat(host.count("mesh_proxy_requests_total", "pass-through")).isEqualTo(before + 2);
  }

  @Test
  void aServerThatSpeaksFirstIsHeard() {
    for (String address : List.of(RedirectedHost.OUTSIDE, RedirectedHost.OUTSIDE_IPV6)) {
      String port = Integer.toString(RedirectedHost.BANNER_PORT);
      assertThat(host.asApplication("python3", "-c", TALK, address, port))
          .isEqualTo("220 ready\r\nyou said hello");
    }
  }

  @Test
  void nobodyThereIsAResetAndNoHang() {
    assertThat(get("http://" + RedirectedHost.NOBODY + ":9")).contains("reset").endsWith("000");
  }

  @Test
  void theSidecarsOwnConnectionsAreLeftAloneAndWouldNotTurnInCircles() {
    double before = host.count("mesh_proxy_requests_total", "pass-through");
    String outside = "http://" + RedirectedHost.OUTSIDE + ":" + RedirectedHost.OUTSIDE_PORT;
    assertThat(host.asSidecar("curl", "-s", "--max-time", "10", outside)).isEqualTo("outside");
    assertThat(host.count("mesh_proxy_requests_total", "pass-through")).isEqualTo(before);

    host.iptables("--proxy-uid=4242", "--apply");

    assertThat(get(outside)).contains("reset").endsWith("000");
    assertThat(host.count("mesh_proxy_failures_total", "NotSupported")).isEqualTo(1);
  }

  @Test
  void rulesAreAppliedOnceAndRemovedCleanly() {
    host.iptables("--proxy-uid=0", "--apply", "--exclude-port=9999");
    for (String tool : List.of("iptables-save", "ip6tables-save")) {
      assertThat(host.asSidecar(tool, "-t", "nat"))
          .containsOnlyOnce("-A OUTPUT -p tcp -j FAIRLEAD_OUTPUT")
          .containsOnlyOnce("--dport 9999");
    }

    assertThat(host.iptables("--delete")).contains("the rules are removed");
    assertThat(host.iptables("--delete")).contains("there are no rules to remove");

    for (String tool : List.of("iptables-save", "ip6tables-save")) {
      assertThat(host.asSidecar(tool, "-t", "nat")).doesNotContain("FAIRLEAD");
    }
    assertThat(get("http://" + RedirectedHost.NOBODY + ":9"))
        .contains("Failed to connect")
        .endsWith("000");
  }

  @Test
  void thePrintedRulesAreTheAppliedOnes() {
    String applied = host.asSidecar("iptables-save", "-t", "nat");
    host.iptables("--delete");

    for (int i = 0; i < 2; i++) {
      host.asSidecar("sh", "-ec", host.iptables("--proxy-uid=0"));
    }

    assertThat(rules(host.asSidecar("iptables-save", "-t", "nat"))).isEqualTo(rules(applied));
  }

  private static List<String> rules(String saved) {
    return saved.lines().filter(line -> line.startsWith("-A")).toList();
  }

  @Test
  void whoMayNotSetRulesIsToldSo() {
    var command =
        Stream.concat(
                Stream.of("setpriv", "--inh-caps=-net_admin", "--bounding-set=-net_admin", "--"),
                host.iptablesCommand("--proxy-uid=0", "--apply", "--no-ipv6").stream())
            .toArray(String[]::new);

    assertThat(host.asSidecar(command))
        .contains("not all rules are applied: iptables-restore -w --noflush:")
        .contains("(expected: root, and iptables; --no-ipv6 leaves IPv6 out)");
  }
}
