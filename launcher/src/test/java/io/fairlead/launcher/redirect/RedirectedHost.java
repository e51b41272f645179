package io.fairlead.launcher.redirect;

import io.fairlead.launcher.jvm.FatJar;
import io.fairlead.launcher.jvm.Home;
import io.fairlead.launcher.jvm.JvmFlags;
import io.fairlead.launcher.lab.LabFleet;
import java.nio.file.Path;
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

  private static final String APPLICATION_UID = "65534";

  /** Programs of the system, which anybody may run. */
  private static final String PATH = "PATH=/usr/sbin:/usr/bin:/sbin:/bin";

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

  private final Home home;
  private final LabFleet fleet;

  RedirectedHost(Home home, Path folder) {
    this.home = home;
    this.fleet = new LabFleet(home, folder, List.of(NOBODY, OUTSIDE), RedirectedHost::start);
  }

  private static void start(LabFleet fleet) {
    for (String address : List.of(NOBODY_IPV6, OUTSIDE_IPV6)) {
      fleet.run("ip", "-6", "address", "add", address + "/128", "dev", "lo", "nodad");
    }
    fleet.start("servers", List.of("python3", "-c", SERVERS));
    fleet.startRegistry();
    fleet.start(
        FatJar.PROXY,
        "sidecar",
        "--task.namespace=demo.local",
        "--egress.virtualAddresses=true",
        "--egress.alsoHost=::1",
        "--view.folder=");
    fleet.startBackend();
    fleet.until(
        "the backend is known", () -> routes(fleet).contains("\"instanceId\":\"backend-1\""));
    fleet.until(
        "the registry has told everything", () -> routes(fleet).contains("\"complete\":true"));
    fleet.until("the alias is open", () -> routes(fleet).contains("\"resolved\":true"));
  }

  private static String routes(LabFleet fleet) {
    return fleet.page("routes").replace(" ", "").replace("\n", "");
  }

  /** The sidecar's routes, spaces left out. */
  String routes() {
    return routes(fleet);
  }

  /** The sum of a counter of the sidecar over all its labels that hold this text. */
  double count(String meter, String label) {
    return fleet
        .page("metrics")
        .lines()
        .filter(line -> line.startsWith(meter) && line.contains(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** What {@code fairlead sidecar iptables} prints here. */
  String iptables(String... arguments) {
    return fleet.run(iptablesCommand(arguments).toArray(String[]::new));
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
    return fleet.run(command);
  }

  /** What a program prints that runs as the application does. */
  String asApplication(String... command) {
    var all =
        new ArrayList<>(
            List.of("setpriv", "--reuid", APPLICATION_UID, "--clear-groups", "--", "env", PATH));
    all.addAll(List.of(command));
    return fleet.run(all.toArray(String[]::new)).strip();
  }

  @Override
  public void close() {
    fleet.close();
  }
}
