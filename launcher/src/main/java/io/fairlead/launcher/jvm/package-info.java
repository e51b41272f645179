/**
 * How a Fairlead jar becomes a process: where it lies, with which flags, from which class archive.
 *
 * <p>Knows nothing of what the jars do. Start reading at {@link io.fairlead.launcher.jvm.FatJar}
 * and {@link io.fairlead.launcher.jvm.JvmFlags}.
 */
package io.fairlead.launcher.jvm;
