package io.fairlead.benchmarks.dns;

import io.fairlead.benchmarks.process.Cores;
import io.fairlead.benchmarks.process.FreePorts;
import io.fairlead.benchmarks.process.Programs;
import io.fairlead.benchmarks.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A DNS server of the Linux distribution, with one thread that answers. */
public enum PackagedServer {
  /** An authoritative server, with a zone file. */
  KNOT("knotd", "knot") {
    @Override
    List<String> arguments(Path folder, int port) throws IOException {
      Files.writeString(folder.resolve("svc.zone"), zone());
      Files.createDirectories(folder.resolve("database"));
      String settings =
          """
          server:
            listen: 127.0.0.1@%1$d
            rundir: %2$s
            udp-workers: 1
            tcp-workers: 1
            background-workers: 1
            automatic-acl: off
          database:
            storage: %2$s/database
          control:
            listen: %2$s/knot.sock
          zone:
            - domain: %3$s
              storage: %2$s
              file: svc.zone
              zonefile-sync: -1
          """;
      var file = folder.resolve("knot.conf");
      Files.writeString(file, settings.formatted(port, folder, Names.ZONE));
      return List.of("-c", file.toString());
    }

    private String zone() {
      return """
      $TTL %1$d
      %2$s. IN SOA ns.%2$s. hostmaster.%2$s. 1 60 60 60 60
      %2$s. IN NS ns.%2$s.
      ns.%2$s. IN A 127.0.0.1
      """
              .formatted(Names.TTL_SECONDS, Names.ZONE)
          + Names.lines("%s. IN A %s");
    }
  },

  /** A resolver, with the names as local data. */
  UNBOUND("unbound", "unbound") {
    @Override
    List<String> arguments(Path folder, int port) throws IOException {
      String settings =
          """
          server:
            interface: 127.0.0.1@%1$d
            do-daemonize: no
            username: ""
            chroot: ""
            directory: "%2$s"
            pidfile: "%2$s/unbound.pid"
            num-threads: 1
            use-syslog: no
            module-config: "iterator"
            local-zone: "%3$s." static
          """
              .formatted(port, folder, Names.ZONE);
      var file = folder.resolve("unbound.conf");
      String names = Names.lines("  local-data: \"%s. " + Names.TTL_SECONDS + " IN A %s\"");
      Files.writeString(file, settings + names);
      return List.of("-d", "-c", file.toString());
    }
  },

  /** A forwarder, with the names in a hosts file. */
  DNSMASQ("dnsmasq", "dnsmasq-base") {
    @Override
    List<String> arguments(Path folder, int port) throws IOException {
      var file = folder.resolve("hosts");
      Files.writeString(file, Names.lines("%2$s %1$s"));
      return List.of(
          "--keep-in-foreground",
          "--conf-file=/dev/null",
          "--pid-file=",
          "--user=" + System.getProperty("user.name"),
          "--port=" + port,
          "--listen-address=127.0.0.1",
          "--bind-interfaces",
          "--no-resolv",
          "--no-hosts",
          "--addn-hosts=" + file,
          "--local-ttl=" + Names.TTL_SECONDS);
    }
  };

  private static final Duration START_MOST = Duration.ofSeconds(30);

  private final String program;
  private final String debianPackage;

  PackagedServer(String program, String debianPackage) {
    this.program = program;
    this.debianPackage = debianPackage;
  }

  private record Running(String name, int port, ServerProcess process) implements DnsPeer {
    @Override
    public void close() {
      process.close();
    }
  }

  /** As it is shown. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it is in, for the user. */
  public String debianPackage() {
    return debianPackage;
  }

  /** Fails with {@link io.fairlead.benchmarks.process.Unprepared} when it cannot be had. */
  public Path need(Path log) throws IOException, InterruptedException {
    return Programs.need(program, debianPackage, log);
  }

  /** Where its program is, if it can be had. */
  public Optional<Path> obtain(Path log) throws IOException, InterruptedException {
    return Programs.obtain(program, debianPackage, log);
  }

  /**
   * Starts it on its core and waits until it answers.
   *
   * @param installed from {@link #need} or {@link #obtain}
   * @param folder for its settings and its log; made when missing
   */
  public DnsPeer start(Path installed, Path folder) throws IOException, InterruptedException {
    int port = FreePorts.nextForDns();
    Files.createDirectories(folder);
    var command = new ArrayList<>(List.of(installed.toString()));
    command.addAll(arguments(folder, port));
    var process = ServerProcess.start(label(), Cores.SERVER.pinned(command), folder);
    var running = new Running(label(), port, process);
    try {
      var last = Names.last();
      process.awaitReady(
          () -> Question.answers(port, last.full()) == last.addresses().size(), START_MOST);
      return running;
    } catch (RuntimeException | InterruptedException e) {
      running.close();
      throw e;
    }
  }

  /** Writes its settings, and says what it is started with to stay in the foreground. */
  abstract List<String> arguments(Path folder, int port) throws IOException;
}
