package io.fairlead.launcher.redirect;

import static org.awaitility.Awaitility.await;

import io.fairlead.launcher.jvm.FatJar;
import io.fairlead.launcher.jvm.Home;
import io.fairlead.launcher.jvm.JvmFlags;
import io.fairlead.launcher.lab.LabNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A network of its own with a registry node, a sidecar that runs as root, and a task of others with
 * the demo's backend. The application is whatever runs as {@code nobody}. Nothing listens at {@link
 * #NOBODY} and {@link #NOBODY_IPV6}; servers that the mesh does not know are at {@link #OUTSIDE}.
 */
final class RedirectedHost implements AutoCloseable {
  static final String NOBODY = "10.99.0.1";
  static final String OUTSIDE = "10.99.0.2";
  static final String NOBODY_IPV6 = "fd00:99::1";
  static final String OUTSIDE_IPV6 = "fd00:99::2";
  static final int BANNER_PORT = 2525;
  static final int OUTSIDE_PORT = 8088;

  private static final String BACKEND = "127.0.7.1";
  private static final String APPLICATION_UID = "65534";

  /** Programs of the system, which anybody may run. */
  private static final String PATH = "PATH=/usr/sbin:/usr/bin:/sbin:/bin";

  private static final Duration WITHIN = Duration.ofMinutes(2);

  /** A server of HTTP and one that speaks first, of IPv4 and IPv6 both. */
  private static final String SERVERS =
      """
      import socket, threading
      def serve(family, host, port, talk):
          s = socket.socket(family); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
          s.bind((host, port)); s.listen(50)
          def loop():
              while True:
                  c, _ = s.accept()
                  threading.Thread(target=talk, args=(c,), daemon=True).start()
          t = threading.Thread(target=loop); t.start()
      def http(c):
          c.recv(65536)
          c.sendall(b'HTTP/1.1 200 OK\\r\\nContent-Length: 7\\r\\nConnection: close\\r\\n\\r\\noutside')
          c.close()
      def banner(c):
          c.sendall(b'220 ready\\r\\n'); c.sendall(b'you said ' + c.recv(100)); c.close()
      for family, host in ((socket.AF_INET, '%s'), (socket.AF_INET6, '%s')):
          serve(family, host, %d, http); serve(family, host, %d, banner)
      """
          .formatted(OUTSIDE, OUTSIDE_IPV6, OUTSIDE_PORT, BANNER_PORT);

  private final LabNamespace lab = new LabNamespace(List.of(NOBODY, OUTSIDE));
  private final Home home;
  private final Path folder;

  RedirectedHost(Home home, Path folder) {
    this.home = home;
    this.folder = folder;
    try {
      Files.createDirectories(folder);
      start();
    } catch (IOException e) {
      close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private void start() {
    for (String address : List.of(NOBODY_IPV6, OUTSIDE_IPV6)) {
      lab.run("ip", "-6", "address", "add", address + "/128", "dev", "lo", "nodad");
    }
    lab.start(List.of("python3", "-c", SERVERS), folder.resolve("servers.log"));
    start(
        FatJar.REGISTRY,
        "registry",
        "--data.folder=" + folder.resolve("data"),
        "--management.port=0");
    start(
        FatJar.PROXY,
        "sidecar",
        "--task.namespace=demo.local",
        "--egress.virtualAddresses=true",
        "--egress.alsoHost=::1",
        "--view.folder=");
    start(FatJar.DEMO, "backend", "backend", "--host=" + BACKEND, "--port=8080");
    start(
        FatJar.PROXY,
        "backend-sidecar",
        "--task.namespace=demo.local",
        "--task.id=backend-1",
        "--task.host=" + BACKEND,
        "--view.folder=",
        "--services=[{\"portName\":\"http\",\"discoveryName\":\"backend\",\"containerPort\":8080,"
            + "\"clientAliases\":[{\"port\":8080,\"dnsName\":\"backend\"}]}]");
    await("the backend is known; logs in " + folder)
        .atMost(WITHIN)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> page("routes").contains("\"instanceId\":\"backend-1\""));
    await("the registry has told everything")
        .atMost(WITHIN)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> page("routes").contains("\"complete\":true"));
    await("the alias is open")
        .atMost(WITHIN)
        .until(() -> page("routes").contains("\"resolved\":true"));
  }

  private void start(FatJar jar, String name, String... arguments) {
    lab.start(JvmFlags.command(home, jar, List.of(arguments)), folder.resolve(name + ".log"));
  }

  /** A page of the sidecar's management port, spaces left out. */
  String page(String name) {
    return lab.run("curl", "-s", "--max-time", "10", "http://127.0.0.1:15002/" + name)
        .replace(" ", "")
        .replace("\n", "");
  }

  /** The sum of a counter of the sidecar over all its labels that hold this text. */
  double count(String meter, String label) {
    return lab.run("curl", "-s", "--max-time", "10", "http://127.0.0.1:15002/metrics")
        .lines()
        .filter(line -> line.startsWith(meter) && line.contains(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** What {@code fairlead sidecar iptables} prints here. */
  String iptables(String... arguments) {
    return lab.run(iptablesCommand(arguments).toArray(String[]::new));
  }

  /** The same, as a command. */
  List<String> iptablesCommand(String... arguments) {
    var all =
        new ArrayList<>(
            List.of(
                JvmFlags.java().toString(),
                "-jar",
                home.folder().resolve("launcher/target/fairlead.jar").toString(),
                "sidecar",
                "iptables"));
    all.addAll(List.of(arguments));
    return all;
  }

  /** What a program prints that runs as root, and so as the sidecar does. */
  String asSidecar(String... command) {
    return lab.run(command);
  }

  /** What a program prints that runs as the application does. */
  String asApplication(String... command) {
    var all =
        new ArrayList<>(
            List.of("setpriv", "--reuid", APPLICATION_UID, "--clear-groups", "--", "env", PATH));
    all.addAll(List.of(command));
    return lab.run(all.toArray(String[]::new)).strip();
  }

  @Override
  public void close() {
    lab.close();
  }
}
