/**
 * {@code fairlead demo}: the whole fleet as separate processes, load on it, and a backend that is
 * killed and replaced while every request is counted.
 *
 * <p>The fleet itself is the file {@code demo-fleet.json}, which {@code fairlead up} runs as well.
 * Start reading at {@link io.fairlead.launcher.demo.Demo}.
 */
package io.fairlead.launcher.demo;
