package io.fairlead.proxy.http2;

import io.fairlead.proxy.exchange.Exchange;
import java.util.concurrent.TimeUnit;

/** Reads and writes grpc-timeout: up to eight digits and a unit (gRPC over HTTP/2); pure. */
final class GrpcTimeout {
  private static final int DIGITS_MAX = 8;
  private static final long AMOUNT_MAX = 100_000_000;

  /** From the finest on; nanoseconds are finer than any clock here. */
  private enum Unit {
    MICRO(TimeUnit.MICROSECONDS, "u"),
    MILLI(TimeUnit.MILLISECONDS, "m"),
    SECOND(TimeUnit.SECONDS, "S"),
    HOUR(TimeUnit.HOURS, "H");

    private final TimeUnit of;
    private final String letter;

    Unit(TimeUnit of, String letter) {
      this.of = of;
      this.letter = letter;
    }
  }

  private GrpcTimeout() {}

  /**
   * In nanoseconds.
   *
   * @param text null for none
   * @return {@link Exchange#NEVER} when there is none, or none that can be read
   */
  static long nanos(CharSequence text) {
    int digits = text == null ? 0 : text.length() - 1;
    if (digits < 1 || digits > DIGITS_MAX) {
      return Exchange.NEVER;
    }
    long amount = 0;
    for (int i = 0; i < digits; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return Exchange.NEVER;
      }
      amount = 10 * amount + digit;
    }
    var unit = unit(text.charAt(digits));
    return unit == null ? Exchange.NEVER : unit.toNanos(amount);
  }

  /**
   * Writes one: what remains in the finest unit that has room for it, rounded down but never to 0.
   *
   * @param nanos 1 or more
   */
  static String text(long nanos) {
    for (var unit : Unit.values()) {
      long amount = unit.of.convert(nanos, TimeUnit.NANOSECONDS);
      if (amount < AMOUNT_MAX) {
        return Math.max(1, amount) + unit.letter;
      }
    }
    return AMOUNT_MAX - 1 + Unit.HOUR.letter;
  }

  private static TimeUnit unit(char unit) {
    return switch (unit) {
      case 'H' -> TimeUnit.HOURS;
      case 'M' -> TimeUnit.MINUTES;
      case 'S' -> TimeUnit.SECONDS;
      case 'm' -> TimeUnit.MILLISECONDS;
      case 'u' -> TimeUnit.MICROSECONDS;
      case 'n' -> TimeUnit.NANOSECONDS;
      default -> null;
    };
  }
}
