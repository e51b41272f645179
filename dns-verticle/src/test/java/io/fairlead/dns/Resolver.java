package io.fairlead.dns;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A real resolver or name server with records of its own; tests are aborted where it is missing.
 */
final class Resolver implements AutoCloseable {
  private static final List<Path> FOLDERS =
      List.of(Path.of("/usr/sbin"), Path.of("/usr/bin"), Path.of("/usr/local/sbin"));

  final int port;
  private final Process process;

  private Resolver(int port, Path log, String... command) throws IOException {
    this.port = port;
    this.process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    var dig = new Dig(port);
    try {
      Awaitility.await()
          .until(
              () -> {
                if (!process.isAlive()) {
                  throw new IllegalStateException(
                      Arrays.toString(command) + " ended: " + Files.readString(log));
                }
                return dig.ask("+time=1", "a.up.example", "A").contains("192.0.2.10");
              });
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  static Resolver unbound(Path folder) throws IOException {
    String program = installed("unbound");
    int port = freePort();
    var file = folder.resolve("unbound.conf");
    Files.writeString(
        file,
        """
        server:
          interface: 127.0.0.1
          port: %d
          username: ""
          chroot: ""
          directory: "%s"
          pidfile: "%s/unbound.pid"
          use-syslog: no
          do-daemonize: no
          module-config: "iterator"
          local-zone: "up.example." static
          local-data: "up.example. 60 SOA ns.up.example. host.up.example. 1 2 3 4 30"
          local-data: "a.up.example. 60 A 192.0.2.10"
          local-data: 'a.up.example. 60 TXT "hello there"'
          local-data: "a.up.example. 60 HTTPS 1 . alpn=h2"
          local-data: 'a.up.example. 60 TYPE65400 \\# 4 0a0b0c0d'
        remote-control:
          control-enable: no
        """
            .formatted(port, folder, folder));
    return new Resolver(port, folder.resolve("log"), program, "-d", "-c", file.toString());
  }

  static Resolver dnsmasq(Path folder) throws IOException {
    String program = installed("dnsmasq");
    int port = freePort();
    return new Resolver(
        port,
        folder.resolve("log"),
        program,
        "--keep-in-foreground",
        "--conf-file=/dev/null",
        "--no-resolv",
        "--no-hosts",
        "--bind-interfaces",
        "--listen-address=127.0.0.1",
        "--port=" + port,
        "--pid-file=" + folder.resolve("dnsmasq.pid"),
        "--user=root",
        "--local=/up.example/",
        "--local-ttl=60",
        "--host-record=a.up.example,192.0.2.10",
        "--txt-record=a.up.example,hello there",
        "--dns-rr=a.up.example,65400,0a0b0c0d");
  }

  static Resolver knot(Path folder) throws IOException {
    String program = installed("knotd");
    int port = freePort();
    var texts = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      texts.append("long 60 TXT \"").append(i).append("-").append("x".repeat(200)).append("\"\n");
    }
    Files.writeString(
        folder.resolve("up.example.zone"),
        """
        $ORIGIN up.example.
        @ 60 SOA ns.up.example. host.up.example. 1 2 3 4 30
        @ 60 NS ns
        ns 60 A 127.0.0.1
        a 60 A 192.0.2.10
        a 60 TXT "hello there"
        a 60 HTTPS 1 . alpn=h2
        a 60 TYPE65400 \\# 4 0a0b0c0d
        """
            + texts);
    var file = folder.resolve("knot.conf");
    Files.writeString(
        file,
        """
        server:
          rundir: "%s"
          listen: 127.0.0.1@%d
        database:
          storage: "%s"
        zone:
          - domain: up.example
            storage: "%s"
            file: up.example.zone
        """
            .formatted(folder, port, folder, folder));
    return new Resolver(port, folder.resolve("log"), program, "-c", file.toString());
  }

  private static String installed(String program) {
    var found = FOLDERS.stream().map(f -> f.resolve(program)).filter(Files::isExecutable).findAny();
    assumeTrue(found.isPresent(), program + " is not installed (Debian package of that name)");
    return found.get().toString();
  }

  /** Free for both UDP and TCP a moment ago. */
  private static int freePort() throws IOException {
    try (var tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var udp = new DatagramSocket(tcp.getLocalPort(), InetAddress.getLoopbackAddress())) {
      return udp.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
