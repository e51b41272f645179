package io.fairlead.launcher.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.launcher.console.Console;
import io.fairlead.launcher.fleet.FleetDefinition;
import io.fairlead.launcher.fleet.FleetFile;
import io.fairlead.launcher.jvm.Home;
import io.fairlead.launcher.process.ProcessListener;
import io.fairlead.launcher.task.Fleet;
import io.fairlead.launcher.task.FleetSettings;
import io.fairlead.launcher.task.Task;
import io.fairlead.node.StartFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands against a fleet whose tasks are outside the mesh, so that it needs no registry. */
@Timeout(60)
class ControlSocketTest {
  private static final String SLEEPER =
      """
      {"services": [{"serviceName": "sleeper", "desiredCount": %d,
        "deploymentConfiguration": %s,
        "taskDefinition": {"containerDefinitions": [
          {"name": "sleeper", "command": ["sleep", "%s"]}]}}%s]}
      """;
  private static final String OTHER =
      """
      , {"serviceName": "other", "taskDefinition": {"containerDefinitions": [
          {"name": "other", "command": ["sleep", "300"]}]}}
      """;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Console console = new Console(print(out), print(err), false);
  @TempDir private Path folder;
  private Fleet fleet;
  private ControlSocket socket;

  @BeforeEach
  void listen() throws Exception {
    var settings = FleetSettings.linked(new Home(folder), folder, List.of("127.0.0.1:1"));
    fleet = new Fleet(settings, ProcessListener.none());
    var definition = definition(SLEEPER.formatted(1, "{}", "100", ""));
    for (var service : definition.services()) {
      fleet.add(service).start().join();
    }
    var files = List.of(file("up.json", SLEEPER.formatted(2, "{}", "100", "")));
    var changes = new FleetChanges(fleet, definition);
    socket = ControlSocket.open(folder, changes, files, line -> {});
  }

  @AfterEach
  void stop() {
    socket.close();
    fleet.close();
  }

  @Test
  void onlyItsUserReachesIt() throws IOException {
    Path path = ControlSocket.in(folder);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void scalingStartsAndStopsTheNewest() {
    assertThat(scale("sleeper=3")).isZero();
    assertThat(ids()).containsExactly("sleeper-1", "sleeper-2", "sleeper-3");
    var third = fleet.tasks().get(2).processes().get(0).pid().orElseThrow();

    assertThat(scale("sleeper=1")).isZero();
    assertThat(ids()).containsExactly("sleeper-1");
    assertThat(ProcessHandle.of(third).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(text(out)).contains("sleeper-3 healthy", "sleeper-3 draining", "sleeper-3 gone");
  }

  @Test
  void anAddressIsGivenAgainAfterAllOthers() {
    assertThat(scale("sleeper=2")).isZero();
    assertThat(scale("sleeper=1")).isZero();
    assertThat(scale("sleeper=2")).isZero();

    assertThat(fleet.tasks()).extracting(Task::host).containsExactly("127.0.7.1", "127.0.7.3");
  }

  @Test
  void aChangedTaskDefinitionReplacesItsTasks() throws IOException {
    assertThat(deploy(SLEEPER.formatted(2, "{}", "200", ""))).isZero();

    assertThat(ids()).containsExactly("sleeper-2", "sleeper-3");
    assertThat(fleet.tasks().get(0).service().taskDefinition().containerDefinitions().get(0))
        .extracting("command")
        .isEqualTo(List.of("sleep", "200"));
  }

  @Test
  void whatIsUnchangedStays() throws IOException {
    assertThat(deploy(SLEEPER.formatted(1, "{}", "100", OTHER))).isZero();
    assertThat(ids()).containsExactly("sleeper-1", "other-1");

    assertThat(deploy(SLEEPER.formatted(1, "{}", "100", ""))).isZero();
    assertThat(ids()).as("a service that is not there any more").containsExactly("sleeper-1");
  }

  @Test
  void forceReplacesWhatIsUnchanged() {
    assertThat(run(new DeployCommand(console), "--force")).isZero();

    assertThat(ids()).as("by the files of its start").containsExactly("sleeper-2", "sleeper-3");
  }

  @Test
  void whatDoesNotComeUpIsRolledBackWithItsReason() throws IOException {
    assertThat(deploy(SLEEPER.formatted(2, "{}", "nonsense", OTHER))).isEqualTo(1);

    assertThat(ids()).containsExactly("sleeper-1");
    assertThat(text(err))
        .startsWith("fairlead: sleeper is rolled back: sleeper-")
        .contains("cannot start (exit code 1, 3 times in a row)");
    assertThat(scale("sleeper=1")).as("what is wanted is what was before").isZero();
    assertThat(ids()).containsExactly("sleeper-1");
  }

  @Test
  void whatStoppedBeforeIsStartedAgainWhenItIsRolledBack() throws IOException {
    String none = "{\"minimumHealthyPercent\": 0, \"maximumPercent\": 100}";
    assertThat(deploy(SLEEPER.formatted(1, none, "nonsense", ""))).isEqualTo(1);

    assertThat(fleet.tasks()).hasSize(1);
    assertThat(fleet.tasks().get(0).isReady()).isTrue();
    assertThat(fleet.tasks().get(0).service().taskDefinition().containerDefinitions().get(0))
        .extracting("command")
        .isEqualTo(List.of("sleep", "100"));
  }

  @Test
  void withoutRollbackBothStay() throws IOException {
    String breaker = "{\"deploymentCircuitBreaker\": {\"enable\": true, \"rollback\": false}}";
    assertThat(deploy(SLEEPER.formatted(1, breaker, "nonsense", ""))).isEqualTo(1);

    assertThat(ids()).containsExactly("sleeper-1");
    assertThat(text(err)).contains("sleeper is given up and left as it is");
    assertThat(run(new PsCommand(console))).isZero();
    assertThat(text(out)).containsPattern("sleeper-1 +127.0.7.1 +ready +old");
  }

  @Test
  void aWrongFileChangesNothing() throws IOException {
    assertThat(deploy("{\"services\": [{\"serviceNme\": \"x\"}]}")).isEqualTo(2);
    assertThat(text(err)).contains("unknown field (did you mean 'serviceName'?)");

    assertThat(deploy(SLEEPER.formatted(2, "{}", "200", "{"))).isEqualTo(2);
    assertThat(scale("sleper=3")).isEqualTo(2);
    assertThat(text(err))
        .contains("fairlead: there is no service 'sleper' (expected: one of sleeper)\n");
    assertThat(ids()).containsExactly("sleeper-1");
  }

  @Test
  void whatCanNeverBeReplacedIsRefused() throws IOException {
    String stuck = "{\"minimumHealthyPercent\": 50, \"maximumPercent\": 150}";
    assertThat(deploy(SLEEPER.formatted(1, stuck, "200", ""))).isEqualTo(2);

    assertThat(text(err))
        .isEqualTo(
            "fairlead: sleeper cannot be replaced: of 1 tasks 1 have to stay (minimumHealthyPercent"
                + " 50) and 1 may run (maximumPercent 150; expected: room for one more, or for one"
                + " less)\n");
  }

  @Test
  void aSecondChangeIsRefusedWhileOneIsUnderWay() throws Exception {
    var changes = new FleetChanges(fleet, definition(SLEEPER.formatted(1, "{}", "100", "")));
    var way = new FleetChanges.Way(false, Duration.ofSeconds(10));

    var failure =
        changes.scale(
            Map.of("sleeper", 2),
            way,
            progress -> {
              if (progress.event().equals("starting")) {
                var other =
                    CompletableFuture.runAsync(
                        () -> changes.scale(Map.of("sleeper", 5), way, ignored -> {}));
                assertThatThrownBy(other::join)
                    .hasCauseInstanceOf(StartFailure.class)
                    .hasMessageContaining("another change of this fleet is under way");
              }
            });

    assertThat(failure).isEmpty();
    assertThat(ids()).hasSize(2);
  }

  @Test
  void psListsTasksAsTextAndAsJson() {
    assertThat(run(new PsCommand(console))).isZero();
    assertThat(text(out))
        .containsPattern("SERVICE +TASK +ADDRESS +STATE +REVISION +PIDS")
        .containsPattern("sleeper +sleeper-1 +127.0.7.1 +ready +current +\\d+\\n");

    out.reset();
    assertThat(run(new PsCommand(console), "--json")).isZero();
    assertThat(text(out))
        .startsWith("{\"exit\":0,\"tasks\":[{\"service\":\"sleeper\",\"task\":\"sleeper-1\"");
  }

  @Test
  void progressIsToldAsJson() {
    assertThat(run(new ScaleCommand(console), "sleeper=2", "--json")).isZero();

    assertThat(text(out).lines())
        .contains(
            "{\"event\":\"starting\",\"service\":\"sleeper\",\"task\":\"sleeper-2\",\"text\":\"127.0.7.2\"}")
        .last()
        .asString()
        .startsWith("{\"exit\":0");
  }

  @Test
  void whatIsNoRequestIsHungUpOnAndTheNextIsServed() throws IOException {
    try (var caller = SocketChannel.open(UnixDomainSocketAddress.of(ControlSocket.in(folder)))) {
      var lines = new ControlLines(caller);
      lines.write(List.of("nonsense"));
      assertThatThrownBy(lines::read).isInstanceOf(IOException.class);
    }

    assertThat(run(new PsCommand(console))).isZero();
  }

  @Test
  void whereNoFleetRunsItIsSaid() {
    socket.close();

    assertThat(run(new PsCommand(console))).isEqualTo(2);
    assertThat(text(err))
        .isEqualTo(
            "fairlead: no fleet runs in "
                + folder
                + " (expected: the folder that fairlead up told)\n");
  }

  private List<String> ids() {
    return fleet.tasks().stream().map(task -> task.id()).toList();
  }

  private int scale(String count) {
    return run(new ScaleCommand(console), count);
  }

  private int deploy(String text) throws IOException {
    return run(new DeployCommand(console), file("deploy.json", text).toString());
  }

  private int run(Callable<Integer> command, String... arguments) {
    var line = new CommandLine(command);
    line.setExecutionExceptionHandler(
        (failure, failed, parsed) -> {
          console.error(failure.getMessage());
          return 2;
        });
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--fleet", folder.toString()));
    return line.execute(all.toArray(String[]::new));
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static FleetDefinition definition(String text) throws Exception {
    return FleetFile.parse(text).fleet();
  }

  private static PrintStream print(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream written) {
    return written.toString(StandardCharsets.UTF_8);
  }
}
