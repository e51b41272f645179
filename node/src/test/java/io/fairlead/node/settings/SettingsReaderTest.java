package io.fairlead.node.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.catalog.ClientAlias;
import io.fairlead.catalog.ServiceConnectService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
  record Listener(
      @Setting(value = "127.0.0.1", doc = "Address") String host,
      @Setting(value = "15001", doc = "Port", min = 0, max = 65535) int port,
      @Setting(value = "15s", doc = "Per-request timeout", max = 60_000)
          Duration perRequestTimeout) {}

  record Tls(@Setting(doc = "Key file") String key) {}

  record Weighted(
      @Setting(doc = "Name") String name,
      @Setting(value = "100", doc = "Share", min = 0, max = 100) int weightPercent) {}

  record Sample(
      @Setting(doc = "Namespace of the task") String namespace,
      Listener egress,
      @Setting(value = Setting.ABSENT, doc = "TLS") Tls tls,
      @Setting(value = "a:1,b:2", doc = "Peers") List<String> peers,
      @Setting(value = "1048576", doc = "Body limit", min = 1) long bodyBytesMax,
      @Setting(value = "0.2", doc = "Budget", min = 0, max = 1) double retryRatio,
      @Setting(value = "true", doc = "Whether") boolean enabled,
      @Setting(value = "http", doc = "Protocol") AppProtocol protocol,
      @Setting(value = "", doc = "Tags") Map<String, String> tags,
      @Setting(value = "[]", doc = "Services") List<ServiceConnectService> services,
      @Setting(value = "[]", doc = "Shares") List<Weighted> shares,
      @Setting(value = Setting.ABSENT, doc = "Override") Integer override,
      @Setting(value = Setting.ABSENT, doc = "Token", secret = true) String token) {}

  record Checked(@Setting(value = "1", doc = "Even") int even) {
    Checked {
      if (even % 2 != 0) {
        throw new IllegalArgumentException("even = " + even + " (expected: an even number)");
      }
    }
  }

  @TempDir Path folder;

  @Test
  void whatIsNotGivenHasItsDefault() {
    assertThat(read(List.of("--namespace=demo.local"), Map.of()))
        .isEqualTo(
            new Sample(
                "demo.local",
                new Listener("127.0.0.1", 15001, Duration.ofSeconds(15)),
                null,
                List.of("a:1", "b:2"),
                1 << 20,
                0.2,
                true,
                AppProtocol.HTTP,
                Map.of(),
                List.of(),
                List.of(),
                null,
                null));
  }

  @Test
  void everyKeyCanComeFromAYamlFile() throws IOException {
    var file =
        write(
            "all.yaml",
            """
            namespace: demo.local
            egress: {host: "::1", port: 1, perRequestTimeout: 250ms}
            tls: {key: /etc/key}
            peers: [c:3]
            bodyBytesMax: 4294967296
            retryRatio: 1
            enabled: false
            protocol: grpc
            tags: {team: blue}
            services:
              - portName: http
                clientAliases: [{port: 8080, dnsName: backend}]
            shares: [{name: a, weightPercent: 10}, {name: b}]
            override: 5
            token: s3cret
            """);

    assertThat(read(List.of("--settings", file), Map.of())).isEqualTo(everything());
  }

  @Test
  void everyKeyCanComeFromTheEnvironment() {
    Map<String, String> env =
        Map.ofEntries(
            Map.entry("FAIRLEAD_NAMESPACE", "demo.local"),
            Map.entry("FAIRLEAD_EGRESS_HOST", "::1"),
            Map.entry("FAIRLEAD_EGRESS_PORT", "1"),
            Map.entry("FAIRLEAD_EGRESS_PER_REQUEST_TIMEOUT", "250ms"),
            Map.entry("FAIRLEAD_TLS_KEY", "/etc/key"),
            Map.entry("FAIRLEAD_PEERS", "[\"c:3\"]"),
            Map.entry("FAIRLEAD_BODY_BYTES_MAX", "4294967296"),
            Map.entry("FAIRLEAD_RETRY_RATIO", "1.0"),
            Map.entry("FAIRLEAD_ENABLED", "false"),
            Map.entry("FAIRLEAD_PROTOCOL", "grpc"),
            Map.entry("FAIRLEAD_TAGS", "{\"team\":\"blue\"}"),
            Map.entry(
                "FAIRLEAD_SERVICES",
                "[{\"portName\":\"http\",\"clientAliases\":[{\"port\":8080,\"dnsName\":\"backend\"}]}]"),
            Map.entry(
                "FAIRLEAD_SHARES", "[{\"name\":\"a\",\"weightPercent\":10},{\"name\":\"b\"}]"),
            Map.entry("FAIRLEAD_OVERRIDE", "5"),
            Map.entry("FAIRLEAD_TOKEN", "s3cret"),
            Map.entry("FAIRLEAD_TASK_ID", "no setting"),
            Map.entry("PATH", "/bin"));

    assertThat(read(List.of(), env)).isEqualTo(everything());
  }

  @Test
  void aSettingMayBeNamedLikeAVariableThatIsElseIgnored() {
    record Task(@Setting(doc = "Id") String id) {}
    record OfTask(Task task) {}
    var env = Map.of("FAIRLEAD_TASK_ID", "backend-1", "FAIRLEAD_TASK_ADDRESS", "127.0.7.1");

    assertThat(SettingsReader.read(OfTask.class, List.of(), env).task().id())
        .isEqualTo("backend-1");
  }

  private static Sample everything() {
    return new Sample(
        "demo.local",
        new Listener("::1", 1, Duration.ofMillis(250)),
        new Tls("/etc/key"),
        List.of("c:3"),
        1L << 32,
        1,
        false,
        AppProtocol.GRPC,
        Map.of("team", "blue"),
        List.of(
            new ServiceConnectService(
                "http", "http", List.of(new ClientAlias(8080, "backend")), null, null)),
        List.of(new Weighted("a", 10), new Weighted("b", 100)),
        5,
        "s3cret");
  }

  @Test
  void flagsBeatVariablesBeatTheFileBeatsDefaults() throws IOException {
    var file = write("weak.json", "{\"namespace\":\"f\",\"egress\":{\"port\":1,\"host\":\"f\"}}");
    var env = Map.of("FAIRLEAD_SETTINGS", file, "FAIRLEAD_EGRESS_PORT", "2");

    assertThat(read(List.of(), env).egress().port()).isEqualTo(2);
    assertThat(read(List.of("--egress.port", "3"), env).egress().port()).isEqualTo(3);
    assertThat(read(List.of(), env).egress().host()).isEqualTo("f");
    assertThat(read(List.of(), env).bodyBytesMax()).isEqualTo(1 << 20);
  }

  @Test
  void theFlagForTheFileBeatsItsVariable() throws IOException {
    var strong = write("strong.yaml", "namespace: strong");
    var env = Map.of("FAIRLEAD_SETTINGS", "/nowhere.yaml");

    assertThat(read(List.of("--settings=" + strong), env).namespace()).isEqualTo("strong");
  }

  @Test
  void anUnknownKeyNamesTheNearestOneWhereverItComesFrom() throws IOException {
    var file = write("bad.yaml", "namespace: n\negres: {port: 1}\negress: {prot: 1}\n");

    assertThat(
            problems(
                List.of("--peer=x", "--port=1", "--settings=" + file),
                Map.of("FAIRLEAD_EGRESS_PROT", "1")))
        .containsExactlyInAnyOrder(
            "peer (flag --peer): unknown key; did you mean peers?",
            "port (flag --port): unknown key; did you mean egress.port?",
            "FAIRLEAD_EGRESS_PROT (environment): unknown key; did you mean FAIRLEAD_EGRESS_PORT?",
            "egres (file " + file + "): unknown key; did you mean egress?",
            "egress.prot (file " + file + "): unknown key; did you mean egress.port?");
  }

  @Test
  void aKeyHasOneSpelling() {
    assertThat(problems(List.of("--namespace=n", "--egress.per-request-timeout=1s"), Map.of()))
        .containsExactly(
            "egress.per-request-timeout (flag --egress.per-request-timeout): unknown key;"
                + " did you mean egress.perRequestTimeout?");
  }

  @Test
  void allProblemsAreToldAtOnce() {
    assertThat(
            problems(
                List.of(
                    "--egress.port=70000",
                    "--egress.perRequestTimeout=15",
                    "--retryRatio=2",
                    "--enabled=yes",
                    "--protocol=HTTP",
                    "--peers=a,,b",
                    "--bodyBytesMax=0",
                    "--tags=team=blue"),
                Map.of()))
        .containsExactlyInAnyOrder(
            "namespace is missing: give --namespace or FAIRLEAD_NAMESPACE: Namespace of the task",
            "egress.port = 70000 (flag --egress.port): expected a whole number from 0 to 65535",
            "egress.perRequestTimeout = \"15\" (flag --egress.perRequestTimeout): expected "
                + "a duration such as 250ms, 5s, 2m or 1h",
            "retryRatio = 2 (flag --retryRatio): expected a number from 0 to 1",
            "enabled = \"yes\" (flag --enabled): expected true or false",
            "protocol = \"HTTP\" (flag --protocol): expected one of http, http2, grpc, tcp",
            "peers = [\"a\",\"\",\"b\"] (flag --peers): expected no empty item",
            "bodyBytesMax = 0 (flag --bodyBytesMax): expected a whole number of at least 1",
            "tags = \"team=blue\" (flag --tags): expected a JSON object");
  }

  @Test
  void aFileIsHeldToItsTypes() throws IOException {
    var file =
        write(
            "types.yaml",
            "namespace: 1.10\negress: {port: \"1\", host: \"\"}\nenabled:\npeers: a\n");

    assertThat(problems(List.of("--settings=" + file), Map.of()))
        .containsExactlyInAnyOrder(
            "namespace = 1.1 (file " + file + "): expected text (in quotes)",
            "egress.port = \"1\" (file " + file + "): expected a whole number from 0 to 65535",
            "enabled = nothing (file " + file + "): expected true or false",
            "peers = \"a\" (file " + file + "): expected a list");
  }

  @Test
  void durationsHaveBounds() {
    assertThat(problems(List.of("--namespace=n", "--egress.perRequestTimeout=2m"), Map.of()))
        .containsExactly(
            "egress.perRequestTimeout = \"2m\" (flag --egress.perRequestTimeout):"
                + " expected a duration of at most 60000 ms");
  }

  @Test
  void aRecordInAListIsReadStrictly() {
    String services =
        "[{\"portNam\":\"x\",\"clientAliases\":[{\"dnsName\":\"b\"}],\"timeout\":{\"idle\":1}}]";

    assertThat(problems(List.of("--namespace=n", "--services=" + services), Map.of()))
        .containsExactlyInAnyOrder(
            "services[0].portNam (flag --services): unknown key; did you mean services[0].portName?",
            "services[0].clientAliases[0].port is missing: give it in the flag --services",
            "services[0].timeout.idle (flag --services): unknown key;"
                + " did you mean services[0].timeout.idleTimeoutSeconds?");
  }

  @Test
  void whatARecordsOwnChecksRefuseIsAProblem() {
    var failure =
        catchThrowableOfType(
            SettingsException.class, () -> SettingsReader.read(Checked.class, List.of(), Map.of()));
    assertThat(failure.problems()).containsExactly("settings: even = 1 (expected: an even number)");
  }

  @Test
  void brokenFilesAreToldWithTheirPlace() throws IOException {
    var twice = write("twice.yaml", "namespace: a\nnamespace: b\n");
    var broken = write("broken.json", "{\n  \"namespace\": \"a\",\n");
    var list = write("list.yaml", "- namespace\n");

    assertThat(problems(List.of("--namespace=n", "--settings=" + twice), Map.of()))
        .singleElement()
        .asString()
        .startsWith("file " + twice + " line 2")
        .contains("Duplicate");
    assertThat(problems(List.of("--namespace=n", "--settings=" + broken), Map.of()))
        .singleElement()
        .asString()
        .startsWith("file " + broken + " line ");
    assertThat(problems(List.of("--namespace=n", "--settings=" + list), Map.of()))
        .containsExactly(
            "settings = [\"namespace\"] (file " + list + "): expected a group of keys");
    assertThat(problems(List.of("--namespace=n", "--settings=/nowhere.yaml"), Map.of()))
        .containsExactly("file /nowhere.yaml: does not exist; check the path");
  }

  @Test
  void anEmptyFileAndAnEmptyGroupChangeNothing() throws IOException {
    var empty = write("empty.yaml", "# nothing yet\n");
    var group = write("group.yaml", "egress:\n  # port: 1\n");

    assertThat(read(List.of("--namespace=n", "--settings=" + empty), Map.of()).egress().port())
        .isEqualTo(15001);
    assertThat(read(List.of("--namespace=n", "--settings=" + group), Map.of()).egress().port())
        .isEqualTo(15001);
  }

  @Test
  void malformedCommandLinesAreRefused() {
    assertThat(
            problems(
                List.of("start", "--egress=1", "--namespace=a", "--namespace=b", "--enabled"),
                Map.of()))
        .containsExactly(
            "start (command line): expected --key=value",
            "--egress (command line): a group; expected --egress.key=value",
            "--namespace (command line): given twice",
            "--enabled (command line): expected a value after it");
  }

  @Test
  void effectiveSettingsNameTheirOriginAndMaskSecrets() {
    String text =
        SettingsReader.effective(
            Sample.class,
            List.of("--print-settings", "--namespace=n", "--token=s3cret"),
            Map.of("FAIRLEAD_EGRESS_PORT", "5"));

    assertThat(text)
        .contains("namespace = n  # flag --namespace\n")
        .contains("egress.port = 5  # variable FAIRLEAD_EGRESS_PORT\n")
        .contains("egress.host = 127.0.0.1  # default\n")
        .contains("override is not set\n")
        .contains("token = ***  # flag --token\n")
        .doesNotContain("s3cret");
  }

  @Test
  void aWrongSecretIsNotShown() {
    record Secret(@Setting(doc = "Pin", secret = true) int pin) {}

    var failure =
        catchThrowableOfType(
            SettingsException.class,
            () -> SettingsReader.read(Secret.class, List.of("--pin=s3cret"), Map.of()));
    assertThat(failure.problems())
        .containsExactly("pin = *** (flag --pin): expected a whole number");
  }

  @Test
  void helpTellsEverySettingWithItsVariableAndDefault() {
    assertThat(SettingsReader.help(Sample.class))
        .contains("--namespace=<string>", "(required; FAIRLEAD_NAMESPACE)")
        .contains("--egress.port=<int>", "(default 15001; FAIRLEAD_EGRESS_PORT)")
        .contains("--protocol=<http|http2|grpc|tcp>")
        .contains("--override=<integer>", "(not set; FAIRLEAD_OVERRIDE)")
        .contains("--services=<JSON list>", "FAIRLEAD_TASK_ADDRESS");
  }

  record Resolving(
      @Setting(value = "53", doc = "Port", min = 0, max = 65535) int port,
      @Setting(value = "", doc = "Peers") List<String> peers) {}

  record WithOption(
      @Setting(value = "1", doc = "Beside it") int other,
      @Setting(value = Setting.ABSENT, doc = "Answers DNS") Resolving dns) {}

  private static WithOption option(List<String> args, Map<String, String> env) {
    return SettingsReader.read(WithOption.class, args, env);
  }

  @Test
  void anOptionalGroupIsSwitchedOnByItsNameAlone() throws IOException {
    var on = new WithOption(1, new Resolving(53, List.of()));
    var empty = write("empty-group.yaml", "dns: {}\n");
    var commentedOut = write("commented.yaml", "dns:\n  # port: 54\n");
    var told = write("told.json", "{\"dns\": true}");

    assertThat(option(List.of(), Map.of())).isEqualTo(new WithOption(1, null));
    assertThat(option(List.of("--dns"), Map.of())).isEqualTo(on);
    assertThat(option(List.of("--dns", "--other=1"), Map.of())).isEqualTo(on);
    assertThat(option(List.of("--dns=true"), Map.of())).isEqualTo(on);
    assertThat(option(List.of("--dns", "true"), Map.of())).isEqualTo(on);
    assertThat(option(List.of(), Map.of("FAIRLEAD_DNS", "true"))).isEqualTo(on);
    assertThat(option(List.of("--settings=" + empty), Map.of())).isEqualTo(on);
    assertThat(option(List.of("--settings=" + commentedOut), Map.of())).isEqualTo(on);
    assertThat(option(List.of("--settings=" + told), Map.of())).isEqualTo(on);
  }

  @Test
  void anOptionalGroupIsSwitchedOnByAnyOfItsKeys() throws IOException {
    var on = new WithOption(1, new Resolving(54, List.of()));
    var file = write("key.yaml", "dns: {port: 54}\n");

    assertThat(option(List.of("--dns.port=54"), Map.of())).isEqualTo(on);
    assertThat(option(List.of("--dns", "--dns.port=54"), Map.of())).isEqualTo(on);
    assertThat(option(List.of("--dns"), Map.of("FAIRLEAD_DNS_PORT", "54"))).isEqualTo(on);
    assertThat(option(List.of("--settings=" + file), Map.of())).isEqualTo(on);
  }

  @Test
  void theStrongestWhoNamesAnOptionalGroupDecidesWhetherItIsOn() throws IOException {
    var file = write("on.yaml", "dns: {port: 54}\n");
    var off = write("off.yaml", "dns: false\n");
    var none = new WithOption(1, null);

    assertThat(option(List.of("--settings=" + file), Map.of("FAIRLEAD_DNS", "false")))
        .isEqualTo(none);
    assertThat(option(List.of("--settings=" + file, "--dns=false"), Map.of())).isEqualTo(none);
    assertThat(option(List.of("--settings=" + off), Map.of())).isEqualTo(none);
    assertThat(option(List.of("--settings=" + off, "--dns"), Map.of()).dns()).isNotNull();
    assertThat(option(List.of("--settings=" + off, "--dns.port=54"), Map.of()).dns().port())
        .isEqualTo(54);
    // A switch beside keys that wait for it.
    assertThat(option(List.of("--dns.port=54", "--dns=false"), Map.of())).isEqualTo(none);
  }

  @Test
  void theSwitchOfAGroupIsReadAsStrictlyAsAnyKey() throws IOException {
    var file = write("port.yaml", "dns: 54\n");
    String expected = "true or false; it is a group, whose keys are given as dns.key";

    assertThat(optionProblems("--dns=54"))
        .containsExactly("dns = \"54\" (flag --dns): expected " + expected);
    assertThat(optionProblems("--settings=" + file))
        .containsExactly("dns = 54 (file " + file + "): expected " + expected);
    assertThat(optionProblems("--dns", "--dns"))
        .containsExactly("--dns (command line): given twice");
    assertThat(optionProblems("--dn"))
        .containsExactly("dn (flag --dn): unknown key; did you mean dns?");
    assertThat(optionProblems("--dns", "--dns.port"))
        .containsExactly("--dns.port (command line): expected a value after it");
    var failure =
        catchThrowableOfType(
            SettingsException.class, () -> option(List.of(), Map.of("FAIRLEAD_DNS", "")));
    assertThat(failure.problems())
        .containsExactly("dns = \"\" (variable FAIRLEAD_DNS): expected " + expected);
  }

  private static List<String> optionProblems(String... args) {
    var failure =
        catchThrowableOfType(SettingsException.class, () -> option(List.of(args), Map.of()));
    assertThat(failure).as("settings are refused").isNotNull();
    return failure.problems();
  }

  @Test
  void effectiveSettingsAndHelpTellOfOptionalGroups() {
    assertThat(SettingsReader.effective(WithOption.class, List.of(), Map.of()))
        .isEqualTo("other = 1  # default\ndns is not set\n");
    assertThat(SettingsReader.effective(WithOption.class, List.of("--dns"), Map.of()))
        .isEqualTo(
            """
            other = 1  # default
            dns = true  # flag --dns
            dns.port = 53  # default
            dns.peers =   # default
            """);
    assertThat(
            SettingsReader.effective(
                WithOption.class,
                List.of("--dns.port=54"),
                Map.of("FAIRLEAD_DNS", "false", "FAIRLEAD_DNS_PEERS", "a")))
        .contains("dns = true  # flag --dns.port\n", "dns.peers = a  # variable");
    assertThat(
            SettingsReader.effective(
                WithOption.class, List.of("--dns.port=54"), Map.of("FAIRLEAD_DNS", "true")))
        .contains("dns.port = 54  # flag --dns.port\n");
    assertThat(SettingsReader.effective(WithOption.class, List.of("--dns=false"), Map.of()))
        .isEqualTo("other = 1  # default\ndns = false  # flag --dns\n");
    assertThat(SettingsReader.help(WithOption.class))
        .contains(
            "  --dns\n      Answers DNS (off; any key of it switches it on too;"
                + " FAIRLEAD_DNS=true)\n  --dns.port=<int>\n");
  }

  private Sample read(List<String> args, Map<String, String> env) {
    return SettingsReader.read(Sample.class, args, env);
  }

  private List<String> problems(List<String> args, Map<String, String> env) {
    var failure = catchThrowableOfType(SettingsException.class, () -> read(args, env));
    assertThat(failure).as("settings are refused").isNotNull();
    return failure.problems();
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }
}
