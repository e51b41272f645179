package io.fairlead.catalog.policy;

/**
 * How a header or query parameter must look; name and one of the others.
 *
 * @param name of a header without regard to case
 * @param exact the whole value
 * @param prefix how the value begins
 * @param regex what all of the value matches (RE2 syntax)
 * @param present whether there is one at all
 */
public record NamedMatch(String name, String exact, String prefix, String regex, Boolean present) {}
