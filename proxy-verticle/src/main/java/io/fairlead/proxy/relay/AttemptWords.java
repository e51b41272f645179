package io.fairlead.proxy.relay;

import io.fairlead.proxy.exchange.Exchange;
import io.netty.util.AsciiString;
import java.util.concurrent.TimeUnit;

/**
 * What one sidecar tells the next about an attempt, beside the request itself: which attempt it is,
 * so that nobody further down multiplies attempts, and how long somebody waits for its answer.
 *
 * @param number 1 for the first attempt, which is not said
 * @param remainingNanos until the exchange has to be over; {@link Exchange#NEVER} for no limit,
 *     which is not said
 */
public record AttemptWords(int number, long remainingNanos) {
  /** The number of the attempt, from 2 on; without it it is the first. */
  public static final AsciiString ATTEMPT = AsciiString.cached("x-fairlead-attempt");

  /** Milliseconds that remain, from 1 on. */
  public static final AsciiString DEADLINE = AsciiString.cached("x-fairlead-deadline-ms");

  /** Nothing is said: nearly every request. */
  public static final AttemptWords NONE = new AttemptWords(1, Exchange.NEVER);

  private static final int ATTEMPT_MAX = 1000;
  private static final int DEADLINE_MILLIS_MAX = (int) TimeUnit.DAYS.toMillis(1);
  private static final int DIGITS_MAX = 8;

  /** Those of the exchange's present attempt, {@link #NONE} when there is nothing to say. */
  static AttemptWords of(Exchange exchange, long nowNanos) {
    int number = Math.min(ATTEMPT_MAX, exchange.attemptNumber());
    boolean limited = exchange.limitNanos() != Exchange.NEVER;
    if (number == 1 && !limited) {
      return NONE;
    }
    long remaining = limited ? Math.max(1, exchange.limitNanos() - nowNanos) : Exchange.NEVER;
    return new AttemptWords(number, remaining);
  }

  /** Whether anything is said. */
  public boolean isNothing() {
    return number == 1 && remainingNanos == Exchange.NEVER;
  }

  /** Whether a number is said. */
  public boolean hasNumber() {
    return number > 1;
  }

  /** Whether a limit is said. */
  public boolean hasLimit() {
    return remainingNanos != Exchange.NEVER;
  }

  /** What remains, in whole milliseconds, 1 to a day. */
  public long remainingMillis() {
    long millis = TimeUnit.NANOSECONDS.toMillis(remainingNanos);
    return Math.max(1, Math.min(DEADLINE_MILLIS_MAX, millis));
  }

  /** Reads the number of an attempt; 1 for what is none. */
  public static int number(CharSequence text) {
    int number = positive(text);
    return number > ATTEMPT_MAX || number == 0 ? 1 : number;
  }

  /** Reads what remains in milliseconds, in nanoseconds; {@link Exchange#NEVER} for no such. */
  public static long remaining(CharSequence text) {
    int millis = positive(text);
    return millis > DEADLINE_MILLIS_MAX || millis == 0
        ? Exchange.NEVER
        : TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /** Digits and nothing else; 0 for everything else. */
  private static int positive(CharSequence text) {
    int length = text == null ? 0 : text.length();
    if (length > DIGITS_MAX) {
      return 0;
    }
    int number = 0;
    for (int i = 0; i < length; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return 0;
      }
      number = 10 * number + digit;
    }
    return number;
  }
}
