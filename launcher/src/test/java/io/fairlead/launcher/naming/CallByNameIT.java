package io.fairlead.launcher.naming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fairlead.launcher.jvm.Home;
import io.fairlead.launcher.lab.LabNamespace;
import io.fairlead.launcher.task.RunFolder;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An application that calls {@code http://backend:8080} and was told nothing: no proxy, no hosts
 * file, only the host's resolver, which is the sidecar on port 53.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CallByNameIT {
  private static final Duration WITHIN = Duration.ofSeconds(90);

  private static NamedHost host;

  @BeforeAll
  static void start() {
    for (String tool : List.of("curl", "dig", "getent", "ip", "unshare")) {
      assumeTrue(isInstalled(tool), tool + " is not installed: calls by name are skipped");
    }
    assumeTrue(LabNamespace.isPossible(), "no network namespaces here (needs root and iproute2)");
    var home = new Home(Path.of("").toAbsolutePath().getParent());
    host =
        new NamedHost(home, RunFolder.next(home.folder().resolve("launcher/target"), "naming-it"));
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

  @Test
  void aServiceIsCalledByItsNameFromTheMomentItAppears() {
    assertThat(host.asApplication("getent", "ahosts", "backend")).isEmpty();
    assertThat(get("http://backend:8080/")).contains("000");

    host.startBackend();
    await()
        .atMost(WITHIN)
        .pollInterval(Duration.ofMillis(250))
        .until(() -> get("http://backend:8080/orders").endsWith("200"));

    assertThat(get("http://backend:8080/orders")).contains("\"path\":\"/orders\"").endsWith("200");
    String address = host.asApplication("getent", "hosts", "backend").split("\\s+", 2)[0];
    assertThat(address).startsWith("127.255.");
    assertThat(host.asApplication("getent", "ahosts", "BACKEND").lines())
        .isNotEmpty()
        .allMatch(line -> line.startsWith(address + " "));
    assertThat(host.asApplication("getent", "hosts", address)).endsWith(" backend");
    assertThat(host.asApplication("dig", "backend", "AAAA")).contains("NOERROR", "ANSWER: 0");
  }

  @Test
  void namesOfElsewhereAreWhatTheyWere() {
    host.registerElsewhere("legacy.local", "db", "10.9.8.7");

    await()
        .atMost(WITHIN)
        .pollInterval(Duration.ofMillis(250))
        .until(
            () -> host.asApplication("getent", "hosts", "db.legacy.local").startsWith("10.9.8.7"));
    assertThat(host.asApplication("dig", "none.legacy.local")).contains("NXDOMAIN");
  }

  /** Body and status, 000 when there is none. */
  private static String get(String url) {
    return host.asApplication("curl", "-s", "--max-time", "10", "-w", "%{http_code}", url);
  }
}
