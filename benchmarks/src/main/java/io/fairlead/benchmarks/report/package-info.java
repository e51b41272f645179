/**
 * What a measurement comes to: figures per server and span of time, printed as text or JSON.
 *
 * <p>Measures nothing itself. Start reading at {@link io.fairlead.benchmarks.report.Figures}.
 */
package io.fairlead.benchmarks.report;
