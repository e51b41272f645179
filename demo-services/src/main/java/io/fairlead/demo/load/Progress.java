package io.fairlead.demo.load;

import java.util.Map;

/**
 * How a run stands.
 *
 * @param seconds since the start
 * @param sent requests that were due since the start, overruns included
 * @param ok good answers since the start
 * @param failed everything else since the start; what is missing to {@code sent} is in flight
 * @param failures {@code failed} by kind
 * @param rate good answers a second, in the last second or (summary) over the whole run
 * @param p50Millis latency of good answers over the same time, 0 when there was none
 * @param p99Millis likewise
 * @param maxMillis likewise
 */
record Progress(
    double seconds,
    long sent,
    long ok,
    long failed,
    Map<String, Long> failures,
    double rate,
    double p50Millis,
    double p99Millis,
    double maxMillis) {}
