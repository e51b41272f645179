package io.fairlead.launcher.check;

import io.fairlead.launcher.jvm.FatJar;
import io.fairlead.launcher.jvm.Home;
import io.fairlead.launcher.jvm.JvmFlags;
import io.fairlead.launcher.task.ControlPorts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Whether a fleet could run here at all: Java, jars, a folder for logs, loopback addresses. */
final class MachineChecks {
  private static final String GROUP = "machine";
  private static final int JAVA_MIN = 17;
  private static final String BUILD = "build them: ./mvnw -Dquick package";

  private final Home home;
  private final List<String> addresses;

  /**
   * @param addresses must be bindable
   */
  MachineChecks(Home home, List<String> addresses) {
    this.home = home;
    this.addresses = addresses;
  }

  List<Verdict> run() {
    var verdicts = new ArrayList<Verdict>();
    verdicts.add(java(Runtime.version().feature()));
    for (var jar : FatJar.values()) {
      verdicts.add(jar(jar));
    }
    verdicts.add(state());
    addresses.forEach(address -> verdicts.add(loopback(address)));
    return verdicts;
  }

  static Verdict java(int feature) {
    String found = feature + " in " + JvmFlags.javaFolder().getParent();
    return feature >= JAVA_MIN
        ? Verdict.ok(GROUP, "Java", found)
        : Verdict.problem(GROUP, "Java", found, "install a Java of 17 or newer");
  }

  private Verdict jar(FatJar jar) {
    var path = home.jar(jar);
    return Files.isReadable(path)
        ? Verdict.ok(GROUP, jar.file(), path.toString())
        : Verdict.problem(GROUP, jar.file(), path + " is missing", BUILD);
  }

  private Verdict state() {
    var folder = home.state();
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      return Verdict.problem(
          GROUP, "logs", folder + " cannot be made", "make it, or free some space");
    }
    return Files.isWritable(folder)
        ? Verdict.ok(GROUP, "logs", "in " + folder)
        : Verdict.problem(GROUP, "logs", folder + " is not writable", "chmod u+w " + folder);
  }

  private static Verdict loopback(String address) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(address, 0));
      return Verdict.ok(GROUP, "address " + address, "can be bound");
    } catch (IOException e) {
      return Verdict.problem(
          GROUP,
          "address " + address,
          "cannot be bound: " + e.getMessage(),
          address.equals(ControlPorts.LOOPBACK)
              ? "bring the loopback interface up: ip link set lo up"
              : "add it (macOS: sudo ifconfig lo0 alias " + address + ")");
    }
  }
}
