package io.fairlead.launcher.process;

import io.fairlead.node.StartFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small shell beside the launcher that ends its processes when the launcher cannot: it reads the
 * process ids from a pipe, and when the pipe breaks (whatever killed the launcher, be it kill -9)
 * it sends SIGTERM and, five seconds later, SIGKILL to all that are left. It ignores the signals of
 * the terminal and ends with the launcher.
 *
 * <p>Processes that lead a process group (see {@link ChildProcess}) are killed with the whole
 * group.
 */
public final class Warden implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Warden.class);

  private static final String SCRIPT =
      """
      trap '' INT TERM HUP QUIT
      live=
      forget() {
        rest=
        for p in $live; do [ "$p" = "$1" ] || rest="$rest $p"; done
        live=$rest
      }
      while read -r verb pid; do
        case $verb in
          watch) live="$live $pid" ;;
          reap) kill -KILL "$pid" 2>/dev/null; forget "$pid" ;;
          forget) forget "$pid" ;;
        esac
      done
      [ -n "$live" ] || exit 0
      for p in $live; do kill -TERM "$p" 2>/dev/null; done
      tries=0
      while [ $tries -lt 25 ]; do
        left=
        for p in $live; do kill -0 "$p" 2>/dev/null && left=y; done
        [ -n "$left" ] || exit 0
        sleep 0.2 || exit 1
        tries=$((tries + 1))
      done
      for p in $live; do kill -KILL "$p" 2>/dev/null; done
      """;

  private final Process shell;
  private final OutputStream commands;

  private Warden(Process shell) {
    this.shell = shell;
    this.commands = shell.getOutputStream();
  }

  /** Starts one. */
  public static Warden start() {
    var command = ChildProcess.inOwnSession(List.of("/bin/sh", "-c", SCRIPT, "fairlead-warden"));
    try {
      return new Warden(
          new ProcessBuilder(command)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new StartFailure("cannot start /bin/sh (expected: a POSIX shell): " + e.getMessage());
    }
  }

  /** The warden's own process id. */
  public long pid() {
    return shell.pid();
  }

  /**
   * From now on this process ends with the launcher.
   *
   * @param target as {@code kill} takes it: a process id, or a process group's with a minus
   */
  void watch(long target) {
    tell("watch " + target);
  }

  /** The process has ended: kills what is left of its group and forgets it. */
  void reap(long target) {
    tell(target < 0 ? "reap " + target : "forget " + target);
  }

  private synchronized void tell(String command) {
    try {
      commands.write((command + "\n").getBytes(StandardCharsets.US_ASCII));
      commands.flush();
    } catch (IOException e) {
      LOG.warn("the warden (pid {}) is gone: a killed launcher would leave processes", pid());
    }
  }

  /** Ends the warden and, with it, everything that it still watches. */
  @Override
  public void close() {
    try {
      commands.close();
    } catch (IOException e) {
      LOG.debug("the warden went first", e);
    }
  }
}
