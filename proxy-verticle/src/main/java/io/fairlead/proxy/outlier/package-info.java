/**
 * Passive health: endpoints that keep failing get no more traffic for a while, whatever the
 * registry says of them.
 *
 * <p>{@link io.fairlead.proxy.outlier.OutlierTally} is the arithmetic of one endpoint, immutable
 * and with time as argument; {@link io.fairlead.proxy.outlier.OutlierDetector} holds a service's
 * tallies and is the only place that changes them; {@link io.fairlead.proxy.outlier.OutlierStage}
 * reports to it what came of each attempt. Who gets the traffic instead is decided in {@code
 * balance}.
 */
package io.fairlead.proxy.outlier;
