package io.fairlead.dns;

import io.fairlead.nameserver.forward.ForwardSettings;
import io.fairlead.nameserver.server.ListenSettings;
import io.fairlead.nameserver.server.RateLimitSettings;
import io.fairlead.nameserver.server.TcpSettings;
import io.fairlead.node.ManagementSettings;
import io.fairlead.node.net.AddressRanges;
import io.fairlead.node.settings.SettingsReader;
import io.fairlead.node.view.ViewSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Settings of a DNS server that is small enough to have its limits tried. */
public final class DnsSettingsFixture {
  static final int CONNECTIONS_MAX = 3;
  static final Duration IDLE_TIMEOUT = Duration.ofMillis(1500);
  static final int QUERY_BYTES_MAX = 4096;

  private String host = "127.0.0.1";
  private int port;
  private TcpSettings tcp =
      new TcpSettings(
          IDLE_TIMEOUT, IDLE_TIMEOUT, QUERY_BYTES_MAX, CONNECTIONS_MAX, CONNECTIONS_MAX);
  private List<String> trusted = AddressRanges.LOOPBACK_AND_PRIVATE;
  private RateLimitSettings rateLimit = new RateLimitSettings(200, 2, 24, 56);
  private ForwardSettings forward = forwardingTo();
  private int answersMax = 8;
  private String viewFolder = "";

  public DnsSettingsFixture at(String listenHost, int listenPort) {
    host = listenHost;
    port = listenPort;
    return this;
  }

  public DnsSettingsFixture tcp(
      Duration idle, Duration message, int connections, int connectionsPerAsker) {
    tcp = new TcpSettings(idle, message, QUERY_BYTES_MAX, connections, connectionsPerAsker);
    return this;
  }

  public DnsSettingsFixture trusting(String... ranges) {
    trusted = List.of(ranges);
    return this;
  }

  /** Whole addresses are networks of their own. */
  public DnsSettingsFixture limited(int responsesPerSecond, int slip) {
    rateLimit = new RateLimitSettings(responsesPerSecond, slip, 32, 128);
    return this;
  }

  /** Asks these for names of elsewhere, patiently, since machines of tests can be slow. */
  public DnsSettingsFixture forwarding(String... upstreams) {
    forward = forwardingTo(upstreams);
    return this;
  }

  private static ForwardSettings forwardingTo(String... upstreams) {
    return SettingsReader.read(
        ForwardSettings.class,
        List.of("--upstreams=" + String.join(",", upstreams), "--timeout=800ms"),
        Map.of());
  }

  DnsSettingsFixture answersMax(int most) {
    answersMax = most;
    return this;
  }

  DnsSettingsFixture keeping(Path folder) {
    viewFolder = folder.toString();
    return this;
  }

  DnsSettings make() {
    return new DnsSettings(
        new ListenSettings(host, port, 2, 1232),
        tcp,
        trusted,
        rateLimit,
        forward,
        answersMax,
        new ZoneSettings(List.of(), "registry.test", List.of("127.0.0.1")),
        null,
        new ViewSettings(viewFolder, Duration.ofSeconds(1), 1 << 20),
        new ManagementSettings("127.0.0.1", 0));
  }
}
