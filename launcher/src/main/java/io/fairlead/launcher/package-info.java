/**
 * The {@code fairlead} command: runs a whole fleet on one machine, shows it under load and tells
 * what is wrong with it.
 *
 * <p>{@code fleet} reads what the user wants, {@code task} runs it, {@code process} keeps one
 * process alive, {@code jvm} knows how a Fairlead jar is started; {@code up}, {@code demo}, {@code
 * dev} and {@code check} are the subcommands. Nothing here serves traffic: the jars of the other
 * modules do, in processes of their own (except in {@code dev}). Start reading at {@link
 * io.fairlead.launcher.Fairlead}.
 */
package io.fairlead.launcher;
