package io.fairlead.catalog.policy;

/**
 * How a text must look; one of the three, at most 1,024 characters.
 *
 * @param exact the whole of it
 * @param prefix how it begins; of a path, in whole segments
 * @param regex what all of it matches (RE2 syntax: time grows with the text's length only); matches
 *     no text of more than 4,096 characters
 */
public record TextMatch(String exact, String prefix, String regex) {}
