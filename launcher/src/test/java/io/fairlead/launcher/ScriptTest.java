package io.fairlead.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The {@code fairlead} script, with Javas and a build of our own making. */
@Timeout(60)
class ScriptTest {
  private static final String JARS =
      "for j in registry-verticle/target/registry dns-verticle/target/dns proxy-verticle/target/proxy"
          + " demo-services/target/demo launcher/target/fairlead; do mkdir -p ${j%/*}; touch $j.jar;"
          + " done";

  private record Ended(int code, String out, String err) {}

  @TempDir private Path folder;
  private Path home;

  @BeforeEach
  void install() throws IOException {
    // A space and a link: people have both.
    home = Files.createDirectory(folder.resolve("my fairlead"));
    Files.copy(script(), home.resolve("fairlead"));
  }

  @Test
  void runsTheJarWithTheArgumentsAsTheyAre() throws Exception {
    Files.createFile(home.resolve("fairlead.jar"));
    var link = Files.createSymbolicLink(folder.resolve("link"), home.resolve("fairlead"));

    var ended = run(link, Map.of("JAVA_HOME", java("21.0.2").toString()), "up", "my fleet.json");

    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .contains("-XX:+UseSerialGC")
        .contains("-jar " + home + "/fairlead.jar up my fleet.json")
        .contains("home=" + home);
  }

  @Test
  void aJavaHomeThatIsTooOldIsRefused() throws Exception {
    var old = java("11.0.20");

    assertRefused(
        run(Map.of("JAVA_HOME", old.toString())),
        "JAVA_HOME is "
            + old
            + ", a Java 11 (expected: a Java of 17 or newer; set JAVA_HOME to one or unset it)");
  }

  @Test
  void javaEightCountsAsEight() throws Exception {
    var old = java("1.8.0_402");

    assertThat(run(Map.of("JAVA_HOME", old.toString())).err()).contains(", a Java 8 (expected");
  }

  @Test
  void aJavaHomeWithoutJavaIsRefused() throws Exception {
    assertRefused(
        run(Map.of("JAVA_HOME", folder.toString())),
        "JAVA_HOME is "
            + folder
            + ", where there is no Java (expected: a Java of 17 or newer; set JAVA_HOME to one or"
            + " unset it)");
  }

  @Test
  void noJavaAtAllIsRefused() throws Exception {
    assertRefused(
        run(Map.of("PATH", toolsOnly(), "FAIRLEAD_JAVA_PLACES", "")),
        "there is no Java (expected: a Java of 17 or newer on the PATH or in JAVA_HOME; install"
            + " one, e.g. openjdk-17-jdk)");
  }

  @Test
  void anOldJavaOnThePathIsToldWhenThereIsNoOther() throws Exception {
    String path = java("11.0.20").resolve("bin") + ":" + toolsOnly();

    assertRefused(
        run(Map.of("PATH", path, "FAIRLEAD_JAVA_PLACES", "")),
        "java on the PATH is a Java 11 (expected: a Java of 17 or newer; install one, e.g."
            + " openjdk-17-jdk, or set JAVA_HOME)");
  }

  @Test
  void anotherJavaIsFoundBesideAnOldOneOnThePath() throws Exception {
    Files.createFile(home.resolve("fairlead.jar"));
    String path = java("11.0.20").resolve("bin") + ":" + toolsOnly();
    var places = java("17.0.1").toString();

    assertThat(run(Map.of("PATH", path, "FAIRLEAD_JAVA_PLACES", places)).code()).isZero();
  }

  @Test
  void buildsWhatIsMissingAndShowsTheModules() throws Exception {
    repository(
        "echo '[INFO] Building Fairlead catalog 0.1.0   [1/2]'",
        "echo '[INFO] Building Fairlead launcher 0.1.0   [2/2]'",
        "echo '[INFO] Reactor Summary for Fairlead 0.1.0:'",
        JARS);

    var first = run(Map.of("JAVA_HOME", java("17.0.1").toString()));
    var second = run(Map.of("JAVA_HOME", java("17.0.1").toString()));

    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out())
        .containsPattern("\\[1/2] Fairlead catalog +\\d+ s")
        .containsPattern("\\[2/2] Fairlead launcher +\\d+ s")
        .contains("-jar " + home + "/launcher/target/fairlead.jar");
    assertThat(second.out()).doesNotContain("Building");
  }

  @Test
  void buildsAgainWhenASourceIsNewer() throws Exception {
    repository("echo built", JARS);
    run(Map.of("JAVA_HOME", java("17.0.1").toString()));
    var source = home.resolve("node/src/main/java/A.java");
    Files.createDirectories(source.getParent());
    Files.createFile(source);
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));

    assertThat(run(Map.of("JAVA_HOME", java("17.0.1").toString())).out()).contains("Building");
  }

  @Test
  void aFailedBuildShowsItsEnd() throws Exception {
    repository("echo '[ERROR] A.java:[1,1] no such thing'", "exit 1");

    var ended = run(Map.of("JAVA_HOME", java("17.0.1").toString()));

    assertThat(ended.code()).isOne();
    assertThat(ended.err())
        .contains("fairlead: the build failed; the end of " + home + "/.fairlead/build.log:")
        .contains("[ERROR] A.java:[1,1] no such thing");
  }

  @Test
  void buildingNeedsAJdk() throws Exception {
    repository("exit 1");
    var jre = java("17.0.1");
    Files.delete(jre.resolve("bin/javac"));

    assertRefused(
        run(Map.of("JAVA_HOME", jre.toString())),
        "JAVA_HOME is "
            + jre
            + ", which has no bin/javac (expected: a JDK of 17 or newer; set JAVA_HOME to one or"
            + " unset it)");
  }

  private static void assertRefused(Ended ended, String line) {
    assertThat(ended.err()).isEqualTo("fairlead: " + line + "\n");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
  }

  private void repository(String... build) throws IOException {
    Files.createFile(home.resolve("pom.xml"));
    Files.setLastModifiedTime(
        home.resolve("pom.xml"), FileTime.from(Instant.now().minusSeconds(100)));
    executable(home.resolve("mvnw"), String.join("\n", build));
  }

  /** A Java that tells how it was called. */
  private Path java(String version) throws IOException {
    var java = Files.createTempDirectory(folder, "java");
    Files.createDirectory(java.resolve("bin"));
    Files.writeString(java.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    executable(java.resolve("bin/java"), "echo \"$@\"\necho home=\"$FAIRLEAD_HOME\"");
    executable(java.resolve("bin/javac"), "exit 0");
    return java;
  }

  private static void executable(Path file, String script) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /** A PATH with what a script needs, and no Java. */
  private String toolsOnly() throws IOException {
    var tools = Files.createTempDirectory(folder, "tools");
    for (String tool :
        new String[] {"sh", "dirname", "readlink", "sed", "head", "find", "date", "grep", "tail"}) {
      for (String place : new String[] {"/bin/", "/usr/bin/"}) {
        var found = Path.of(place + tool);
        if (Files.exists(found) && !Files.exists(tools.resolve(tool))) {
          Files.createSymbolicLink(tools.resolve(tool), found);
        }
      }
    }
    return tools.toString();
  }

  private Ended run(Map<String, String> environment, String... arguments) throws Exception {
    return run(home.resolve("fairlead"), environment, arguments);
  }

  private Ended run(Path script, Map<String, String> environment, String... arguments)
      throws Exception {
    var out = folder.resolve("out");
    var err = folder.resolve("err");
    var builder = new ProcessBuilder(script.toString());
    builder.command().addAll(java.util.List.of(arguments));
    builder
        .environment()
        .keySet()
        .removeIf(k -> k.startsWith("FAIRLEAD_") || k.equals("JAVA_HOME"));
    builder.environment().putAll(environment);
    var process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Ended(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  private static Path script() {
    var here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("fairlead"))
        ? here.resolve("fairlead")
        : here.getParent().resolve("fairlead");
  }
}
