package io.fairlead.launcher.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Asks a process whether it is ready. Blocks for at most a second; called from any thread. */
@FunctionalInterface
public interface Probe {
  /** What is still missing, in a few words; empty when ready. */
  Optional<String> missing();

  /** Ready as soon as it runs. */
  static Probe running() {
    return Optional::empty;
  }

  /** Ready when it accepts connections. */
  static Probe listening(InetSocketAddress address) {
    return () -> {
      try (var socket = new Socket()) {
        socket.connect(address, HttpGet.TIMEOUT_MILLIS);
        return Optional.empty();
      } catch (IOException e) {
        return Optional.of(
            "it does not listen on " + address.getHostString() + ":" + address.getPort());
      }
    };
  }

  /** Ready when the management port's {@code /ready} answers 200. */
  static Probe managementReady(String host, int port) {
    var url = URI.create("http://" + host + ":" + port + "/ready");
    return () -> {
      try {
        var answer = HttpGet.direct(url);
        return answer.status() == 200
            ? Optional.empty()
            : Optional.of(url + " answers " + answer.status() + " " + answer.firstLine());
      } catch (IOException e) {
        return Optional.of(url + " does not answer");
      }
    };
  }

  /** Ready when all are; tells the first thing that is missing. */
  static Probe all(List<Probe> probes) {
    return () -> probes.stream().flatMap(p -> p.missing().stream()).findFirst();
  }
}
