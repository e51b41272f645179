package io.fairlead.launcher.deploy;

import io.fairlead.launcher.deploy.FleetChanges.Way;
import io.fairlead.launcher.fleet.FleetFile;
import io.fairlead.launcher.fleet.FleetRefused;
import io.fairlead.node.StartFailure;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a running fleet is asked for changes: a Unix domain socket that only its user can reach,
 * since its folder is made with mode 0700 before it is bound. A thread for each caller, {@value
 * #CALLERS_MAX} at most. A caller that goes away does not end the change that it asked for.
 */
public final class ControlSocket implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);
  private static final int CALLERS_MAX = 8;
  private static final Duration WITHIN_MAX = Duration.ofHours(1);

  private final FleetChanges changes;
  private final List<Path> files;
  private final Consumer<String> news;
  private final ServerSocketChannel server;
  private final Path path;
  private final Semaphore callers = new Semaphore(CALLERS_MAX);

  private ControlSocket(
      FleetChanges changes,
      List<Path> files,
      Consumer<String> news,
      ServerSocketChannel server,
      Path path) {
    this.changes = changes;
    this.files = List.copyOf(files);
    this.news = news;
    this.server = server;
    this.path = path;
  }

  /** Where the socket of a run is. */
  static Path in(Path run) {
    return run.resolve("control").resolve("fleet.sock");
  }

  /**
   * Listens in the folder of a run.
   *
   * @param files what the fleet was started with, for a deploy that names none
   * @param news hears what changes, a line each, from any thread
   * @throws StartFailure when there can be no such socket
   */
  public static ControlSocket open(
      Path run, FleetChanges changes, List<Path> files, Consumer<String> news) {
    Path path = in(run);
    try {
      var mine = PosixFilePermissions.fromString("rwx------");
      Files.createDirectory(path.getParent(), PosixFilePermissions.asFileAttribute(mine));
      var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(path));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
      var socket = new ControlSocket(changes, files, news, server, path);
      daemon("fleet-control", socket::accept);
      return socket;
    } catch (IOException | UnsupportedOperationException e) {
      throw new StartFailure(
          path
              + " cannot be listened on: "
              + e.getMessage()
              + " (expected: a folder of this user with a path of less than 100 bytes; without it"
              + " fairlead ps, scale and deploy do not find this fleet)");
    }
  }

  private static void daemon(String name, Runnable action) {
    var thread = new Thread(action, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (server.isOpen()) {
        var caller = server.accept();
        if (callers.tryAcquire()) {
          daemon("fleet-control-caller", () -> serve(caller));
        } else {
          caller.close();
        }
      }
    } catch (IOException closed) {
      LOG.debug("{} is closed", path, closed);
    }
  }

  private void serve(SocketChannel caller) {
    try (var lines = new ControlLines(caller)) {
      var request = lines.read(ControlRequest.class);
      var answer = answer(request, progress -> tell(lines, progress));
      lines.write(answer);
    } catch (IOException gone) {
      LOG.debug("a caller of {} is gone", path, gone);
    } finally {
      callers.release();
    }
  }

  private void tell(ControlLines lines, Progress progress) {
    news.accept(progress.line());
    try {
      lines.write(progress);
    } catch (IOException gone) {
      LOG.debug("a caller of {} does not listen", path, gone);
    }
  }

  private ControlAnswer answer(ControlRequest request, Consumer<Progress> progress) {
    try {
      var failure =
          switch (request.ask()) {
            case ControlRequest.SCALE -> changes.scale(request.counts(), way(request), progress);
            case ControlRequest.DEPLOY ->
                changes.deploy(read(request).fleet(), way(request), progress);
            case ControlRequest.PS -> Optional.<String>empty();
            default ->
                throw new StartFailure(
                    "'"
                        + request.ask()
                        + "' (expected: ps, scale or deploy; is it an older fleet?)");
          };
      int exit = failure.isEmpty() ? ControlAnswer.DONE : ControlAnswer.GIVEN_UP;
      return new ControlAnswer(exit, failure.stream().toList(), tasks());
    } catch (FleetRefused refused) {
      return ControlAnswer.refused(refused.problems());
    } catch (StartFailure refused) {
      return ControlAnswer.refused(refused.getMessage().lines().toList());
    }
  }

  private FleetFile read(ControlRequest request) throws FleetRefused {
    var given = request.files().stream().map(Path::of).toList();
    return FleetFile.read(given.isEmpty() ? files : given);
  }

  private static Way way(ControlRequest request) {
    long millis = Math.min(WITHIN_MAX.toMillis(), request.withinMillis());
    return new Way(request.force(), Duration.ofMillis(millis));
  }

  private List<TaskState> tasks() {
    var wanted = changes.definition();
    return changes.fleet().tasks().stream().map(task -> TaskState.of(task, wanted)).toList();
  }

  /** Listens no more; a change under way goes on until the fleet is stopped. */
  @Override
  public void close() {
    try {
      server.close();
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.debug("{} is left behind", path, e);
    }
  }
}
