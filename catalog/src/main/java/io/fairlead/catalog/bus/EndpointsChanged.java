package io.fairlead.catalog.bus;

import io.fairlead.catalog.ServiceEndpoints;

/**
 * A service came or changed; carries everything, since events may be lost or overtake each other.
 *
 * @param complete false while a registry that started empty is being filled again: a reader then
 *     adds to what it knows and drops nothing
 */
public record EndpointsChanged(ServiceEndpoints service, boolean complete) {}
