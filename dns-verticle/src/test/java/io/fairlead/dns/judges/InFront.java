package io.fairlead.dns.judges;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A resolver of others as a process of its own, which gets its answers from the server. */
final class InFront implements AutoCloseable {
  /** Zones that resolvers answer for themselves unless they are told otherwise (RFC 6303, 6761). */
  private static final List<String> LEFT_TO_US =
      List.of("test.", "10.in-addr.arpa.", "2.0.192.in-addr.arpa.", "8.b.d.0.1.0.0.2.ip6.arpa.");

  private final Process process;
  private final String host;
  private final int port;

  private InFront(List<String> command, String host, int port) throws IOException {
    this.process = Tool.start(command);
    this.host = host;
    this.port = port;
    // Nobody reads it, but a full pipe would stop the process.
    process.getInputStream();
    awaitAnswer();
  }

  private void awaitAnswer() {
    String at = "@" + host;
    var question = List.of("dig", at, "-p", port + "", "+tries=1", "+time=1", "localhost", "A");
    try {
      await(process.info().command().orElse("resolver") + " answers")
          .until(() -> !process.isAlive() || Tool.output(question).contains("status:"));
      if (!process.isAlive()) {
        throw new IllegalStateException(
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * unbound, which asks with letters in mixed cases and compares what comes back (0x20).
   *
   * @param stubs zones that it resolves itself, label by label (RFC 9156), with the server as the
   *     zone's own; everything else is forwarded to the server
   * @param elsewhere where it finds {@code elsewhere.example}
   */
  static InFront unbound(
      String host, String server, List<String> stubs, String elsewhere, Path folder)
      throws IOException {
    int port = freePort(host);
    var text =
        """
        server:
          directory: "%s"
          chroot: ""
          username: ""
          pidfile: ""
          use-syslog: no
          do-daemonize: no
          num-threads: 1
          so-reuseport: no
          interface: %s
          port: %d
          do-ip6: no
          access-control: 127.0.0.0/8 allow
          do-not-query-localhost: no
          module-config: "iterator"
          use-caps-for-id: yes
          qname-minimisation: yes
        %s
        remote-control:
          control-enable: no
        %s
        %s
        """
            .formatted(
                folder,
                host,
                port,
                LEFT_TO_US.stream()
                    .map(z -> "  local-zone: \"" + z + "\" nodefault\n")
                    .collect(Collectors.joining()),
                stubs.stream().map(z -> zone("stub", z, server)).collect(Collectors.joining()),
                zone("forward", ".", server) + zone("forward", "elsewhere.example", elsewhere));
    var file = Files.writeString(Files.createTempFile(folder, "unbound", ".conf"), text);
    return new InFront(List.of("unbound", "-d", "-c", file.toString()), host, port);
  }

  private static String zone(String kind, String name, String address) {
    return "%s-zone:\n  name: \"%s\"\n  %s-addr: %s\n".formatted(kind, name, kind, address);
  }

  /** dnsmasq, which forwards some zones and has nobody to ask for others. */
  static InFront dnsmasq(String host, String server, List<String> zones, String elsewhere)
      throws IOException {
    int port = freePort(host);
    var command = new ArrayList<>(List.of("dnsmasq", "--no-daemon", "--conf-file=/dev/null"));
    command.addAll(List.of("--no-resolv", "--no-hosts", "--bind-interfaces", "--pid-file="));
    command.addAll(List.of("--listen-address=" + host, "--port=" + port));
    String to = server.replace('@', '#');
    zones.forEach(zone -> command.add("--server=/" + zone + "/" + to));
    command.add("--server=/elsewhere.example/" + elsewhere.replace('@', '#'));
    return new InFront(command, host, port);
  }

  private static int freePort(String host) throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
      return socket.getLocalPort();
    }
  }

  String host() {
    return host;
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    Stream.concat(process.descendants(), Stream.of(process.toHandle()))
        .forEach(ProcessHandle::destroyForcibly);
    process.onExit().join();
  }
}
