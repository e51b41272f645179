package io.fairlead.proxy.tls;

import io.fairlead.node.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of a sidecar's certificate, its key and its trust bundle. One thread at a time. */
public final class CredentialFiles {
  private static final Logger LOG = LoggerFactory.getLogger(CredentialFiles.class);
  private static final int BYTES_MAX = 1 << 20;

  private final Path[] paths;
  private final MeshTls tls;
  private final Consumer<Boolean> reloaded;
  private byte[][] last;
  private String complaint;

  /**
   * @param tls uses what is read
   * @param reloaded is told whether changed files could be used
   */
  public CredentialFiles(
      Path certificate, Path key, Path bundle, MeshTls tls, Consumer<Boolean> reloaded) {
    this.paths = new Path[] {certificate, key, bundle};
    this.tls = tls;
    this.reloaded = reloaded;
  }

  /**
   * Reads them for the first time; blocks.
   *
   * @throws StartFailure when one is wrong
   */
  public void load() {
    try {
      read();
    } catch (BadCertificate e) {
      throw new StartFailure(e.getMessage() + "; see tls.certificate, tls.key and tls.bundle");
    }
  }

  /** Takes over what has changed; what is wrong leaves the old in its place; blocks. */
  public void reload() {
    try {
      if (read()) {
        complaint = null;
        reloaded.accept(true);
        LOG.info("certificate {} is taken over, valid until {}", paths[0], tls.end());
      }
    } catch (BadCertificate e) {
      if (!e.getMessage().equals(complaint)) {
        complaint = e.getMessage();
        reloaded.accept(false);
        LOG.error("{}; the certificate before it, valid until {}, stays", complaint, tls.end());
      }
    }
  }

  /** Whatever the files' times say: links are swapped, and clocks set. */
  private boolean read() throws BadCertificate {
    byte[][] now = new byte[paths.length][];
    for (int i = 0; i < paths.length; i++) {
      now[i] = bytes(paths[i]);
    }
    if (Arrays.deepEquals(now, last)) {
      return false;
    }
    try {
      var roots = CertificateChain.certificates(now[2]);
      tls.use(Credentials.of(CertificateChain.read(now[0], now[1]), roots));
      last = now;
      return true;
    } catch (BadCertificate e) {
      throw new BadCertificate(
          "certificate " + paths[0] + " with key " + paths[1] + " " + e.getMessage());
    }
  }

  private static byte[] bytes(Path path) throws BadCertificate {
    try (var in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(BYTES_MAX + 1);
      if (bytes.length > BYTES_MAX) {
        throw new BadCertificate(
            "file " + path + " is longer than " + BYTES_MAX + " bytes (expected: PEM)");
      }
      return bytes;
    } catch (IOException e) {
      throw new BadCertificate("file " + path + " cannot be read: " + e);
    }
  }
}
