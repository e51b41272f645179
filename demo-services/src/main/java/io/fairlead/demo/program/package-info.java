/**
 * What the three programs share because each is a process: the console, a small Vert.x, a listening
 * port, and a stop that finishes what runs.
 *
 * <p>Start reading at {@link io.fairlead.demo.program.Program}.
 */
package io.fairlead.demo.program;
