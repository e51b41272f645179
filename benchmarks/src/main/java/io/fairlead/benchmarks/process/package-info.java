/**
 * The servers under measurement, each in a process of its own: started, watched, ended.
 *
 * <p>What they cost is what the kernel says of them. Nothing here knows what they serve. Start
 * reading at {@link io.fairlead.benchmarks.process.ServerProcess}.
 */
package io.fairlead.benchmarks.process;
