package io.fairlead.launcher.sidecar;

import io.fairlead.launcher.sidecar.RedirectRules.Family;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The kernel's rules of one version of IP, by way of its program. */
final class Tables {
  private static final String FOLDERS = ":/usr/sbin:/sbin";

  private final Family family;

  Tables(Family family) {
    this.family = family;
  }

  /**
   * Puts these rules in place of those of ours that are there, all at once.
   *
   * @throws IOException when the program is missing or refuses
   */
  void apply(RedirectRules rules) throws IOException {
    boolean jump = !succeeds("-C " + RedirectRules.JUMP);
    run(List.of(family.tool() + "-restore", "-w", "--noflush"), rules.restore(family, jump));
  }

  /**
   * Removes our rules.
   *
   * @return whether there were any
   * @throws IOException when the program is missing or refuses
   */
  boolean delete() throws IOException {
    boolean any = false;
    while (succeeds("-C " + RedirectRules.JUMP)) {
      run(nat("-D " + RedirectRules.JUMP), "");
      any = true;
    }
    if (succeeds("-n -L " + RedirectRules.CHAIN)) {
      run(nat("-F " + RedirectRules.CHAIN), "");
      run(nat("-X " + RedirectRules.CHAIN), "");
      any = true;
    }
    return any;
  }

  private List<String> nat(String arguments) {
    List<String> command = new ArrayList<>(List.of(family.tool(), "-w", "-t", "nat"));
    command.addAll(Arrays.asList(arguments.split(" ", -1)));
    return command;
  }

  private boolean succeeds(String arguments) throws IOException {
    return exitCode(nat(arguments), "", new StringBuilder()) == 0;
  }

  private static void run(List<String> command, String input) throws IOException {
    var said = new StringBuilder();
    if (exitCode(command, input, said) != 0) {
      throw new IOException(
          String.join(" ", command) + ": " + said.toString().strip().replace('\n', ' '));
    }
  }

  private static int exitCode(List<String> command, String input, StringBuilder said)
      throws IOException {
    List<String> found = new ArrayList<>(command);
    found.set(0, program(command.get(0)));
    var process = new ProcessBuilder(found).redirectErrorStream(true).start();
    try (var to = process.getOutputStream()) {
      to.write(input.getBytes(StandardCharsets.UTF_8));
    }
    said.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException(command.get(0) + " was interrupted", e);
    }
  }

  /** Where it is, also where many users' PATH does not lead. */
  private static String program(String name) throws IOException {
    String folders = System.getenv().getOrDefault("PATH", "") + FOLDERS;
    for (String folder : folders.split(":", -1)) {
      var file = new File(folder, name);
      if (file.canExecute()) {
        return file.getPath();
      }
    }
    throw new IOException(
        name + " is not installed (expected: in PATH or /usr/sbin; Debian has it in iptables)");
  }
}
