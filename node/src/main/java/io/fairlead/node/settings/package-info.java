/**
 * Strict settings: flags, environment and one file, in that order of strength, read into records.
 * An unknown key or a wrong type stops the start and names the nearest known key.
 *
 * <p>A setting is one annotated record component ({@link io.fairlead.node.settings.Setting}) and
 * one line in a test; everything else (flag, variable, help, docs) follows from it.
 */
package io.fairlead.node.settings;
