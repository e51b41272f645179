package io.fairlead.nameserver.forward;

import java.time.Duration;

/**
 * What an upstream said to a question, as it is kept: the message without its OPT record, its TTLs
 * already within bounds. Or, for a moment, that nobody said anything (RFC 9520 §3.2). Immutable;
 * times are on any clock in nanoseconds that only goes forward.
 */
final class Answer {
  /** What an answer that ran out is said to be good for, in seconds (RFC 8767 §4). */
  static final int STALE_TTL = 30;

  /** How long upstreams that failed to answer are not asked the same again. */
  static final int FAILURE_SECONDS = 1;

  private static final int NOERROR = 0;
  private static final int SERVFAIL = 2;
  private static final int NXDOMAIN = 3;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** What else an entry takes: objects, arrays and links, about. */
  private static final int OVERHEAD_BYTES = 240;

  /** Empty when there is none. */
  private final byte[] body;

  private final int[] ttlsAt;
  private final int additionalStart;
  private final long born;
  private final int goodSeconds;
  private final long staleNanos;

  /** Whether upstreams failed at {@link #checked} to give a newer one. */
  private final boolean outlived;

  private final long checked;

  private Answer(
      byte[] body, int[] ttlsAt, int additionalStart, long born, int goodSeconds, long staleNanos) {
    this.body = body;
    this.ttlsAt = ttlsAt;
    this.additionalStart = additionalStart;
    this.born = born;
    this.goodSeconds = goodSeconds;
    this.staleNanos = staleNanos;
    this.outlived = false;
    this.checked = born;
  }

  private Answer(Answer same, long checked) {
    this.body = same.body;
    this.ttlsAt = same.ttlsAt;
    this.additionalStart = same.additionalStart;
    this.born = same.born;
    this.goodSeconds = same.goodSeconds;
    this.staleNanos = same.staleNanos;
    this.outlived = true;
    this.checked = checked;
  }

  /**
   * Judges how long a reply is good for: a positive one as long as its shortest TTL, a negative one
   * as its SOA record says (RFC 2308 §5), any other not at all.
   */
  static Answer of(Reply reply, ForwardCacheSettings settings, long now) {
    boolean negative = reply.code() == NXDOMAIN || !reply.isAnswered();
    int most = seconds(settings.ttlMax());
    if (negative) {
      most = Math.min(most, seconds(settings.negativeTtlMax()));
    }
    int least = Math.min(most, seconds(settings.ttlMin()));
    byte[] body = reply.body();
    if (negative && reply.hasSoa()) {
      int said = Math.min(reply.soaMinimum(), Wire.seconds(body, reply.soaTtlAt()));
      Wire.putInt32(body, reply.soaTtlAt(), said);
    }
    int good = most;
    int[] ttlsAt = reply.ttlsAt();
    for (int at : ttlsAt) {
      int ttl = Math.max(least, Math.min(most, Wire.seconds(body, at)));
      Wire.putInt32(body, at, ttl);
      good = Math.min(good, ttl);
    }
    boolean kept =
        negative
            ? reply.hasSoa() && (reply.code() == NOERROR || reply.code() == NXDOMAIN)
            : reply.code() == NOERROR;
    return new Answer(
        body,
        ttlsAt,
        reply.additionalStart(),
        now,
        kept ? good : 0,
        kept ? settings.serveStale().toNanos() : 0);
  }

  /** That no upstream gave an answer. */
  static Answer failure(long now) {
    return new Answer(new byte[0], new int[0], 0, now, FAILURE_SECONDS, 0);
  }

  private static int seconds(Duration duration) {
    return (int) duration.toSeconds();
  }

  /** The same, which upstreams have just failed to renew. */
  Answer outlived(long now) {
    return new Answer(this, now);
  }

  boolean isFailure() {
    return body.length == 0;
  }

  /** Whether it is worth keeping at all. */
  boolean isKept() {
    return goodSeconds > 0;
  }

  /** Whether it answers without anybody being asked. */
  boolean isFresh(long now) {
    return now - born < goodSeconds * NANOS_PER_SECOND;
  }

  /** Whether it answers when nobody else does. */
  boolean isUsable(long now) {
    return now - born < goodSeconds * NANOS_PER_SECOND + staleNanos;
  }

  /** Whether upstreams failed so recently that asking them again can wait. */
  boolean isHeld(long now) {
    return outlived && now - checked < FAILURE_SECONDS * NANOS_PER_SECOND;
  }

  /** What keeping it takes, its key not counted. */
  int bytes() {
    return OVERHEAD_BYTES + body.length + Integer.BYTES * ttlsAt.length;
  }

  /** The response for one asker, with what is left of the TTLs. */
  byte[] response(Asked asked, long now) {
    if (isFailure()) {
      return asked.bare(SERVFAIL);
    }
    byte[] response = asked.response(body, additionalStart);
    int end = asked.recordsEnd(response);
    boolean fresh = goodSeconds == 0 || isFresh(now);
    int age = (int) ((now - born) / NANOS_PER_SECOND);
    for (int at : ttlsAt) {
      if (at >= end) {
        break;
      }
      int left = fresh ? Math.max(0, Wire.seconds(body, at) - age) : STALE_TTL;
      Wire.putInt32(response, at, left);
    }
    return response;
  }
}
