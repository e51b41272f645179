package io.fairlead.catalog.policy;

import java.util.List;
import java.util.Map;

/**
 * Changes to headers; first removed, then set, then added. Fields that frame a message, belong to
 * one connection or are the mesh's ({@code x-fairlead-*}) cannot be changed.
 *
 * @param remove names
 * @param set in place of all of that name
 * @param add beside those of that name
 */
public record HeaderChanges(
    List<String> remove, Map<String, String> set, Map<String, String> add) {}
