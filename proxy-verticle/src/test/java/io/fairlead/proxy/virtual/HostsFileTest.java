package io.fairlead.proxy.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostsFileTest {
  private static final String BEGIN = "# BEGIN fairlead: written by the sidecar, do not edit\n";
  private static final String END = "# END fairlead\n";

  @TempDir private Path folder;

  private static Map<String, InetAddress> names(String... pairs) throws IOException {
    Map<String, InetAddress> names = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      names.put(pairs[i], InetAddress.getByName(pairs[i + 1]));
    }
    return names;
  }

  @Test
  void aNewFileAlsoTellsLocalhost() throws IOException {
    var path = folder.resolve("new/hosts");

    new HostsFile(path).write(names("a", "127.9.9.1", "b.demo", "127.9.9.2"));

    assertThat(path)
        .hasContent(
            "127.0.0.1\tlocalhost\n::1\tlocalhost\n\n"
                + BEGIN
                + "127.9.9.1\ta\n127.9.9.2\tb.demo\n"
                + END);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-r--r--");
  }

  @Test
  void linesOfOthersAreKeptByteByByte() throws IOException {
    var path = folder.resolve("hosts");
    byte[] others = {
      '#', (byte) 0xfc, (byte) 0xff, '\n', '1', '0', '.', '0', '.', '0', '.', '1', ' ', 'x'
    };
    Files.write(path, others);
    var file = new HostsFile(path);

    file.write(names("a", "127.9.9.1"));
    Files.write(
        path, "10.0.0.2 y\n".getBytes(StandardCharsets.ISO_8859_1), StandardOpenOption.APPEND);
    file.write(names("b", "127.9.9.2"));

    var bytes = Files.readAllBytes(path);
    assertThat(bytes).startsWith(others);
    assertThat(new String(bytes, StandardCharsets.ISO_8859_1).substring(others.length))
        .isEqualTo("\n" + BEGIN + "127.9.9.2\tb\n" + END + "10.0.0.2 y\n");
  }

  @Test
  void aFileThatSaysTheSameIsNotTouched() throws IOException {
    var path = folder.resolve("hosts");
    var file = new HostsFile(path);
    file.write(names("a", "127.9.9.1"));
    var key = Files.readAttributes(path, "unix:ino").get("ino");

    file.write(names("a", "127.9.9.1"));
    assertThat(Files.readAttributes(path, "unix:ino").get("ino")).isEqualTo(key);
    file.write(names());
    assertThat(Files.readAttributes(path, "unix:ino").get("ino")).isNotEqualTo(key);
    assertThat(Files.readString(path)).endsWith(BEGIN + END);
    assertThat(folder.toFile().list()).containsExactly("hosts");
  }

  @Test
  void aBlockWithoutAnEndIsLeftAlone() throws IOException {
    var path = folder.resolve("hosts");
    Files.writeString(path, BEGIN + "10.0.0.1 x\n");

    assertThatThrownBy(() -> new HostsFile(path).write(names("a", "127.9.9.1")))
        .hasMessageContaining("without '# END fairlead'");
    assertThat(path).hasContent(BEGIN + "10.0.0.1 x\n");
  }

  @Test
  void aLinkStaysALinkAndAFileKeepsItsPermissions() throws IOException {
    var target = folder.resolve("target");
    Files.writeString(target, "");
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-rw----"));
    var link = Files.createSymbolicLink(folder.resolve("hosts"), target);

    new HostsFile(link).write(names("a", "127.9.9.1"));

    assertThat(link).isSymbolicLink();
    assertThat(Files.readString(target)).isEqualTo(BEGIN + "127.9.9.1\ta\n" + END);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
        .isEqualTo("rw-rw----");
  }

  @Test
  void aFolderIsNoHostsFile() {
    assertThatThrownBy(() -> new HostsFile(folder).write(names("a", "127.9.9.1")))
        .hasMessageContaining("it is no file");
  }
}
