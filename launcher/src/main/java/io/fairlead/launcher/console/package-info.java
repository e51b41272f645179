/**
 * What the user sees: lines, colours when there is a terminal, and figures as people write them.
 *
 * <p>The only package that writes to standard output and standard error. Start reading at {@link
 * io.fairlead.launcher.console.Console}.
 */
package io.fairlead.launcher.console;
