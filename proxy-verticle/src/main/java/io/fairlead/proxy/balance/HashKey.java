package io.fairlead.proxy.balance;

import io.fairlead.catalog.policy.HashOn;
import io.fairlead.proxy.exchange.CookieField;
import io.fairlead.proxy.exchange.RequestHead;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/**
 * What a request is known by to {@link Ring} and {@link MaglevTable}: the hash of a header's value,
 * of a cookie's, or of the caller's address. Pure but for the numbers of requests that have none of
 * it.
 */
final class HashKey {
  private static final long SEED = 0;

  private final String header;
  private final String cookie;
  private final boolean source;
  private final DoubleSupplier random;

  /**
   * @param on null when nothing is hashed
   * @param random numbers from 0 to below 1, for requests that have nothing to be hashed
   */
  HashKey(HashOn on, DoubleSupplier random) {
    this.header = on == null || on.header() == null ? null : on.header().toLowerCase(Locale.ROOT);
    this.cookie = on == null ? null : on.cookie();
    this.source = on != null && Boolean.TRUE.equals(on.source());
    this.random = random;
  }

  /** The request's key; any number when it lacks what is hashed. */
  long of(RequestHead request) {
    if (header != null) {
      var value = request.field(header);
      return value == null ? any() : XxHash64.of(value, SEED);
    }
    if (cookie != null) {
      var value = CookieField.value(request.field(CookieField.NAME), cookie);
      return value == null ? any() : XxHash64.of(value, SEED);
    }
    return source ? XxHash64.of(request.clientAddress(), SEED) : any();
  }

  private long any() {
    return XxHash64.mixed(Double.doubleToRawLongBits(random.getAsDouble()));
  }
}
