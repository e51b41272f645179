package io.fairlead.proxy.http1;

import io.netty.buffer.ByteBuf;

/** Takes responses' heads off connections to endpoints; one per event loop, used in turn. */
final class ResponseIntake {
  private final HeadLines lines;
  private final ResponseReader reader;
  private String defect;

  ResponseIntake(HeadLines lines, ResponseReader reader) {
    this.lines = lines;
    this.reader = reader;
  }

  /**
   * Takes one head, if all of it is there.
   *
   * @param toHead whether it answers HEAD
   * @return whether it was taken, so that the reader knows it; {@link #defect} tells when it cannot
   *     be
   */
  boolean take(ByteBuf in, boolean toHead) {
    defect = null;
    int most = lines.octets().length;
    int available = Math.min(in.readableBytes(), most);
    in.getBytes(in.readerIndex(), lines.octets(), 0, available);
    int end = lines.scan(available, 0);
    if (end == HeadLines.INCOMPLETE && available < most) {
      return false;
    }
    if (end < 0) {
      defect = end == HeadLines.INCOMPLETE ? "head of " + most + " bytes or more" : lines.defect();
      return false;
    }
    in.skipBytes(end);
    defect = reader.read(toHead);
    return defect == null;
  }

  /** Why the head is none; null while it has no end yet. */
  String defect() {
    return defect;
  }
}
