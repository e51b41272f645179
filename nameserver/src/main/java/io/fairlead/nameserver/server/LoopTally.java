package io.fairlead.nameserver.server;

import io.fairlead.nameserver.message.RecordTypes;
import io.fairlead.nameserver.message.ResponseCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What one event loop has counted. Only that loop writes, so counting is a plain addition; scrapes
 * read and may be a moment behind. Askers choose the type, so unknown ones share a place.
 */
final class LoopTally {
  static final List<String> TYPES =
      List.of("A", "AAAA", "SRV", "CNAME", "SOA", "NS", "PTR", "TXT", "ANY", "other");

  private static final int OTHER = TYPES.size() - 1;

  private static final int CODES = 1 + ResponseCode.BADVERS.number();

  private final AtomicLongArray answered = new AtomicLongArray(CODES * TYPES.size());
  private final Timer duration;
  private final Counter ignored;
  private final Counter forwarded;
  private final Counter slipped;
  private final Counter dropped;

  LoopTally(Timer duration, Counter ignored, Counter forwarded, Counter slipped, Counter dropped) {
    this.duration = duration;
    this.ignored = ignored;
    this.forwarded = forwarded;
    this.slipped = slipped;
    this.dropped = dropped;
  }

  void answered(ResponseCode code, int type) {
    int place = place(code, typeIndex(type));
    answered.lazySet(place, answered.getPlain(place) + 1);
  }

  long count(ResponseCode code, int typeIndex) {
    return answered.get(place(code, typeIndex));
  }

  void timed(long nanos) {
    duration.record(nanos, TimeUnit.NANOSECONDS);
  }

  void ignored() {
    ignored.increment();
  }

  void forwarded() {
    forwarded.increment();
  }

  void judged(RateLimit.Verdict verdict) {
    switch (verdict) {
      case SLIP -> slipped.increment();
      case DROP -> dropped.increment();
      case SEND -> {}
    }
  }

  private static int place(ResponseCode code, int typeIndex) {
    return code.number() * TYPES.size() + typeIndex;
  }

  private static int typeIndex(int type) {
    return switch (type) {
      case RecordTypes.A -> 0;
      case RecordTypes.AAAA -> 1;
      case RecordTypes.SRV -> 2;
      case RecordTypes.CNAME -> 3;
      case RecordTypes.SOA -> 4;
      case RecordTypes.NS -> 5;
      case RecordTypes.PTR -> 6;
      case RecordTypes.TXT -> 7;
      case RecordTypes.ANY -> 8;
      default -> OTHER;
    };
  }
}
