package io.fairlead.proxy.route;

import java.time.Duration;
import java.time.Instant;

/**
 * How long names that lead nowhere any more are remembered.
 *
 * @param timeout zero for not at all
 * @param namesMax of each kind; the oldest are forgotten first
 */
public record GonePolicy(Duration timeout, int namesMax) {
  boolean isOver(GoneName gone, Instant now) {
    return !now.isBefore(gone.since().plus(timeout));
  }
}
