package io.fairlead.launcher.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.launcher.fleet.FleetFile;
import java.net.Socket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A fleet with a service that says nothing of its protocol, which is TCP. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class TcpFleetIT {
  private static final String FLEET =
      """
      {"serviceConnectDefaults": {"namespace": "demo.local"}, "services": [
        {"serviceName": "greeter", "taskDefinition": {"containerDefinitions": [
          {"name": "app", "command": ["python3", "-c", "%s", "$FAIRLEAD_TASK_ADDRESS"],
           "portMappings": [{"name": "greet", "containerPort": 7777}]}]},
         "serviceConnectConfiguration": {"enabled": true, "services": [
          {"portName": "greet", "clientAliases": [{"port": 7878, "dnsName": "greeter"}]}]}},
        {"serviceName": "caller", "taskDefinition": {"containerDefinitions": []},
         "serviceConnectConfiguration": {"enabled": true}}]}
      """
          .formatted(
              "import socket,sys\\ns=socket.socket();"
                  + "s.setsockopt(socket.SOL_SOCKET,socket.SO_REUSEADDR,1);"
                  + "s.bind((sys.argv[1],7777));s.listen(9)\\nwhile 1:\\n c=s.accept()[0];"
                  + "c.sendall(b'welcome');c.close()");

  @Test
  void itIsCalledByTheAddressInTheCallersHostsFile() throws Exception {
    try (var fleet = TestFleet.start(FleetFile.parse(FLEET).fleet())) {
      var hosts = fleet.settings().folder().resolve("caller-1.hosts");
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> Files.exists(hosts) && Files.readString(hosts).contains("\tgreeter\n"));
      String address =
          Files.readAllLines(hosts).stream()
              .filter(line -> line.endsWith("\tgreeter"))
              .map(line -> line.substring(0, line.indexOf('\t')))
              .findFirst()
              .orElseThrow();

      try (var socket = new Socket(address, 7878)) {
        socket.setSoTimeout(10_000);
        assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
            .isEqualTo("welcome");
      }
    }
  }
}
