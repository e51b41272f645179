package io.fairlead.catalog.view;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32C;

/** Cuts a stream into lines and sums up those that were taken. Blocking; one thread. */
final class CheckedLines {
  private final InputStream from;
  private final CRC32C sum = new CRC32C();
  private int taken;

  /**
   * @param from buffered; its length bounds that of a line
   */
  CheckedLines(InputStream from) {
    this.from = from;
  }

  /** The next line, without its end; a last one without an end is an incomplete one. */
  byte[] next() throws IOException, DamagedViewException {
    var line = new ByteArrayOutputStream();
    int read = from.read();
    while (read >= 0 && read != '\n') {
      line.write(read);
      read = from.read();
    }
    if (read < 0) {
      throw new DamagedViewException("it ends in line " + (taken + 1));
    }
    taken++;
    byte[] bytes = line.toByteArray();
    sum.update(bytes);
    sum.update('\n');
    return bytes;
  }

  /** The number of the line that was taken last, from 1. */
  int number() {
    return taken;
  }

  /** Of all lines taken so far, their ends included. */
  long checksum() {
    return sum.getValue();
  }

  boolean atEnd() throws IOException {
    return from.read() < 0;
  }
}
