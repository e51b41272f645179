package io.fairlead.nameserver.message;

/**
 * A record in the bytes of a response, ready to be copied into any answer to questions about one
 * name: its names are compressed against that of the question, which stands at the same place in
 * every message. Immutable.
 */
public final class EncodedRecord {
  private static final int START = Query.HEADER_BYTES;
  private static final int USUAL_BYTES = 512;
  private static final int BYTES_MAX = 128 * 1024;

  final byte[] bytes;

  /** Where in the bytes there are pointers. */
  final int[] pointers;

  private EncodedRecord(byte[] bytes, int[] pointers) {
    this.bytes = bytes;
    this.pointers = pointers;
  }

  /**
   * Encodes.
   *
   * @param anchor the name in the question, or the end of it for which {@link Response} shifts
   */
  public static EncodedRecord of(ResourceRecord record, DnsName anchor) {
    for (int size = USUAL_BYTES; ; size = BYTES_MAX) {
      var writer = new MessageWriter(new byte[size]);
      writer.begin(START, size);
      writer.remember(anchor, START);
      writer.record(record);
      if (!writer.overflows() || size == BYTES_MAX) {
        return new EncodedRecord(writer.copyFrom(START), writer.pointersFrom(START));
      }
    }
  }
}
