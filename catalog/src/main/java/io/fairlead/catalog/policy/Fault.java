package io.fairlead.catalog.policy;

/**
 * Trouble on purpose; each of the two is decided by itself.
 *
 * @param delayMillis how long a request is held back, 1 to 600,000
 * @param delayPercent of the requests, 0 to 100; null means 100
 * @param abortStatus what a request is answered with, 400 to 599
 * @param abortPercent of the requests, 0 to 100; null means 100
 */
public record Fault(
    Integer delayMillis, Integer delayPercent, Integer abortStatus, Integer abortPercent) {}
