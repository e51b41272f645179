package io.fairlead.benchmarks.report;

/**
 * Resident memory of one server in MB, in the order of measuring: what an earlier load made it
 * allocate may still be there at a later one.
 *
 * @param idleMegabytes before any load
 * @param busyMegabytes after a load that takes all that it can do
 * @param idleConnectionsMegabytes with many connections that had a request once
 * @param slowReadersMegabytes with many connections that read long answers slowly
 * @param errors connections and requests that failed meanwhile
 */
public record Memory(
    String name,
    long idleMegabytes,
    long busyMegabytes,
    long idleConnectionsMegabytes,
    long slowReadersMegabytes,
    long errors) {}
