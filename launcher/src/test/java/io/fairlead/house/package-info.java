/**
 * The rules of the house, as tests over every module: who may know whom, how long a file may be,
 * what a word means, and that the documents still tell the truth.
 *
 * <p>They live here because the launcher is built last and sees everything. Start reading at {@link
 * io.fairlead.house.ArchitectureTest}; a rule that a file cannot keep yet is listed in {@code
 * tidy-ratchet.txt}, where it may only shrink.
 */
package io.fairlead.house;
