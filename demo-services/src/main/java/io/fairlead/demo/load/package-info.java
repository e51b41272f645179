/**
 * A load generator that does not flatter: requests leave on a fixed timetable whether or not
 * earlier ones were answered (open loop), a latency counts from when its request should have left
 * (so that a stall shows in every request that it held up), nothing is sent twice, and every
 * request that did not get a good answer is counted by what happened to it.
 *
 * <p>Start reading at {@link io.fairlead.demo.load.LoadRun}.
 */
package io.fairlead.demo.load;
