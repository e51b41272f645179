package io.fairlead.proxy.gateway;

import io.fairlead.proxy.settings.GatewayCertificateSettings;
import io.fairlead.proxy.tls.BadCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;

/** The two files of one certificate, and what was read of them last; one thread at a time. */
final class CertificateFiles {
  private static final int BYTES_MAX = 1 << 20;

  private final GatewayCertificateSettings settings;
  private volatile LoadedCertificate served;
  private byte[] certificate;
  private byte[] key;

  CertificateFiles(GatewayCertificateSettings settings) {
    this.settings = settings;
  }

  /** What was good last; null before there was any. */
  LoadedCertificate served() {
    return served;
  }

  String name() {
    return settings.certificate();
  }

  /** Until when the present one is valid. */
  Instant end() {
    return served == null ? Instant.EPOCH : served.end();
  }

  /**
   * Reads the files, whatever their times say: links are swapped, and clocks set; blocks.
   *
   * @return whether they are other ones than last time; then {@link #served} has changed
   */
  boolean read() throws BadCertificate {
    byte[] nowCertificate = bytes("certificate", settings.certificate());
    byte[] nowKey = bytes("key", settings.key());
    if (Arrays.equals(nowCertificate, certificate) && Arrays.equals(nowKey, key)) {
      return false;
    }
    try {
      served = LoadedCertificate.of(nowCertificate, nowKey, settings.hosts());
    } catch (BadCertificate e) {
      throw new BadCertificate(
          "certificate "
              + settings.certificate()
              + " with key "
              + settings.key()
              + " "
              + e.getMessage());
    } finally {
      // Also those that are wrong: it is said once.
      certificate = nowCertificate;
      key = nowKey;
    }
    return true;
  }

  private static byte[] bytes(String what, String file) throws BadCertificate {
    try {
      var path = Path.of(file);
      if (Files.size(path) > BYTES_MAX) {
        throw new BadCertificate(
            what + " " + file + " has more than " + BYTES_MAX + " bytes (expected: PEM)");
      }
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new BadCertificate(
          what + " " + file + " cannot be read: " + e + " (expected: a PEM file)");
    }
  }
}
