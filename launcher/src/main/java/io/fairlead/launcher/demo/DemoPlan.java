package io.fairlead.launcher.demo;

import java.time.Duration;

/**
 * What the user asked the demo for.
 *
 * @param length how long load runs; null until Ctrl-C
 * @param rate requests a second
 * @param kills whether a backend task is killed and replaced
 */
record DemoPlan(Duration length, int rate, boolean kills) {}
