package io.fairlead.dns.message;

/**
 * A query as far as it could be read.
 *
 * @param id copied into the response
 * @param opcode 0 is QUERY
 * @param recursionDesired copied into the response, otherwise ignored
 * @param question null when {@code rejection} came first
 * @param edns null when there was no OPT record
 * @param rejection null for a query that can be resolved; otherwise the response it gets
 */
public record Query(
    int id,
    int opcode,
    boolean recursionDesired,
    Question question,
    Edns edns,
    ResponseCode rejection) {
  private static final int PLAIN_UDP_BYTES = 512;

  /**
   * The longest response by UDP: 512 bytes without EDNS, else what the asker takes, within bounds.
   *
   * @param most what this server sends at most
   */
  public int udpBytes(int most) {
    return edns == null
        ? PLAIN_UDP_BYTES
        : Math.max(PLAIN_UDP_BYTES, Math.min(edns.udpBytes(), most));
  }
}
