package io.fairlead.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fairlead.launcher.process.Supervisor.State;
import io.fairlead.node.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SupervisorTest {
  private static final RestartSchedule QUICK =
      new RestartSchedule(Duration.ofMillis(20), Duration.ofMillis(50), Duration.ofSeconds(30));

  private final Warden warden = Warden.start();
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  private final List<Supervisor> started = new ArrayList<>();
  @TempDir private Path folder;

  private final ProcessListener listener =
      new ProcessListener() {
        @Override
        public void becameReady(String name, Duration took) {
          heard.add("ready");
        }

        @Override
        public void died(String name, int exit, Duration restart) {
          heard.add("died " + exit);
        }
      };

  @AfterEach
  void stopAll() throws Exception {
    for (var supervisor : started) {
      supervisor.kill().get(10, TimeUnit.SECONDS);
    }
    clock.shutdownNow();
    warden.close();
  }

  @Test
  void isReadyWhenTheProbeSaysSo() throws Exception {
    Path flag = folder.resolve("flag");
    var supervisor = supervisor("sleep 0.3; touch flag; sleep 100", flagged(flag), Restart.ALWAYS);
    var ready = supervisor.start();

    assertThat(supervisor.state()).isEqualTo(State.STARTING);
    ready.get(10, TimeUnit.SECONDS);
    assertThat(Files.exists(flag)).isTrue();
    assertThat(supervisor.state()).isEqualTo(State.READY);
    assertThat(heard).containsExactly("ready");
  }

  @Test
  void whatWasKilledFromOutsideIsStartedAgain() throws Exception {
    var supervisor = supervisor("exec sleep 100", Probe.running(), Restart.ALWAYS);
    supervisor.start().get(10, TimeUnit.SECONDS);
    long first = supervisor.pid().orElseThrow();

    ProcessHandle.of(first).orElseThrow().destroyForcibly();

    await()
        .untilAsserted(
            () -> {
              assertThat(supervisor.state()).isEqualTo(State.READY);
              assertThat(supervisor.pid().orElseThrow()).isNotEqualTo(first);
            });
    assertThat(heard).containsExactly("ready", "died 137", "ready");
  }

  @Test
  void whatWasKilledOnPurposeStaysDownUntilStarted() throws Exception {
    var supervisor = supervisor("exec sleep 100", Probe.running(), Restart.ALWAYS);
    supervisor.start().get(10, TimeUnit.SECONDS);
    long first = supervisor.pid().orElseThrow();

    supervisor.kill().get(10, TimeUnit.SECONDS);

    assertThat(ProcessHandle.of(first).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(supervisor.state()).isEqualTo(State.STOPPED);
    supervisor.start().get(10, TimeUnit.SECONDS);
    assertThat(supervisor.pid().orElseThrow()).isNotEqualTo(first);
    assertThat(heard).containsExactly("ready", "ready");
  }

  @Test
  void whatDiesThriceBeforeItWasReadyCannotStart() {
    var supervisor = supervisor("echo 'no database' >&2; exit 7", notReady(), Restart.ALWAYS);

    assertThatThrownBy(() -> supervisor.start().get(20, TimeUnit.SECONDS))
        .cause()
        .isInstanceOf(StartFailure.class)
        .hasMessage("app cannot start (exit code 7, 3 times in a row): no database");
    assertThat(supervisor.state()).isEqualTo(State.GIVEN_UP);
    assertThat(heard).containsExactly("died 7", "died 7");
  }

  @Test
  void oursCannotStartOnceItRefuses() {
    var supervisor = supervisor("echo 'bad flag'; exit 2", notReady(), Restart.UNLESS_REFUSED);

    assertThatThrownBy(() -> supervisor.start().get(20, TimeUnit.SECONDS))
        .cause()
        .hasMessage("app cannot start (exit code 2): bad flag");
    assertThat(heard).isEmpty();
  }

  @Test
  void whatIsNotEssentialMayEnd() throws Exception {
    var supervisor = supervisor("exit 0", Probe.running(), Restart.NEVER);
    supervisor.start().get(10, TimeUnit.SECONDS);

    await().untilAsserted(() -> assertThat(supervisor.state()).isEqualTo(State.STOPPED));
    assertThat(heard).contains("died 0");
  }

  @Test
  void aProgramThatIsNotThereCannotStart() {
    var spec = spec(List.of("no-such-program"), Probe.running(), Restart.ALWAYS);

    assertThatThrownBy(() -> supervisor(spec).start().get(10, TimeUnit.SECONDS))
        .cause()
        .hasMessage("app cannot be started: there is no program 'no-such-program' on the PATH");
  }

  @Test
  void stopEndsTheWholeTree() throws Exception {
    var supervisor =
        supervisor(
            "sleep 1000 & echo $! > child; wait", flagged(folder.resolve("child")), Restart.ALWAYS);
    supervisor.start().get(10, TimeUnit.SECONDS);
    long child = await().until(() -> childPid(), pid -> pid > 0);

    supervisor.stop().get(10, TimeUnit.SECONDS);

    await().untilAsserted(() -> assertThat(isAlive(child)).isFalse());
    assertThat(heard).containsExactly("ready");
  }

  @Test
  void whatIgnoresSigtermIsKilled() throws Exception {
    var supervisor =
        supervisor(
            "trap '' TERM; touch flag; while :; do sleep 0.1; done",
            flagged(folder.resolve("flag")),
            Restart.ALWAYS);
    supervisor.start().get(10, TimeUnit.SECONDS);
    long pid = supervisor.pid().orElseThrow();

    supervisor.stop().get(10, TimeUnit.SECONDS);

    assertThat(isAlive(pid)).isFalse();
  }

  @Test
  void aDeadProcessTakesWhatItStartedWithIt() throws Exception {
    var supervisor =
        supervisor(
            "sleep 1000 & echo $! > child; wait", flagged(folder.resolve("child")), Restart.NEVER);
    supervisor.start().get(10, TimeUnit.SECONDS);
    long child = await().until(() -> childPid(), pid -> pid > 0);

    ProcessHandle.of(supervisor.pid().orElseThrow()).orElseThrow().destroyForcibly();

    await().untilAsserted(() -> assertThat(isAlive(child)).isFalse());
  }

  @Test
  void theLastWordsOfWhatIsStoppedAreHeard() throws Exception {
    var lines = Collections.synchronizedList(new ArrayList<String>());
    var script = "trap 'echo summary; exit 0' TERM; echo first; while :; do sleep 0.1; done";
    var spec = spec(List.of("sh", "-c", script), Probe.running(), Restart.NEVER);
    var child = ChildProcess.start(spec, warden, lines::add);
    await().until(() -> lines.contains("first"));

    assertThat(child.stop(Duration.ofSeconds(10)).get(10, TimeUnit.SECONDS)).isZero();

    child.outputEnded().get(10, TimeUnit.SECONDS);
    assertThat(lines).containsExactly("first", "summary");
  }

  @Test
  void theEnvironmentHoldsWhatItShouldAndNothingOfOurs() throws Exception {
    var spec =
        new ProcessSpec(
            "app",
            List.of("/bin/sh", "-c", "env > environment; sleep 100"),
            Map.of("GREETING", "hello", "FAIRLEAD_TASK_ID", "app-1"),
            folder,
            folder.resolve("app.log"),
            flagged(folder.resolve("environment")),
            Duration.ofSeconds(1),
            Restart.ALWAYS);
    supervisor(spec).start().get(10, TimeUnit.SECONDS);

    await()
        .untilAsserted(
            () ->
                assertThat(Files.readAllLines(folder.resolve("environment")))
                    .contains("GREETING=hello", "FAIRLEAD_TASK_ID=app-1")
                    .noneMatch(line -> line.startsWith("FAIRLEAD_HOME")));
  }

  private long childPid() throws IOException {
    String text = Files.readString(folder.resolve("child")).strip();
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }

  /** A process that nobody has waited for yet is dead all the same. */
  static boolean isAlive(long pid) {
    try {
      return !Files.readString(Path.of("/proc", Long.toString(pid), "stat")).contains(") Z ");
    } catch (IOException gone) {
      return false;
    }
  }

  private static Probe flagged(Path flag) {
    return () -> Files.exists(flag) ? Optional.empty() : Optional.of("no flag");
  }

  private static Probe notReady() {
    return () -> Optional.of("never");
  }

  private Supervisor supervisor(String script, Probe probe, Restart restart) {
    return supervisor(spec(List.of("sh", "-c", script), probe, restart));
  }

  private ProcessSpec spec(List<String> command, Probe probe, Restart restart) {
    return new ProcessSpec(
        "app",
        command,
        Map.of(),
        folder,
        folder.resolve("app.log"),
        probe,
        Duration.ofMillis(500),
        restart);
  }

  private Supervisor supervisor(ProcessSpec spec) {
    var supervisor = new Supervisor(spec, QUICK, warden, clock, listener);
    started.add(supervisor);
    return supervisor;
  }
}
