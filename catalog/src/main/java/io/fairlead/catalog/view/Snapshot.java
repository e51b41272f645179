package io.fairlead.catalog.view;

import io.fairlead.catalog.ServiceEndpoints;
import io.fairlead.catalog.bus.NamespaceChanged;
import java.util.List;

/**
 * All pages of one answer to a snapshot request.
 *
 * @param complete false while a registry that started empty is being filled again
 * @param revision what was removed before it is not in here
 * @param namespaces every namespace
 * @param services every service
 */
record Snapshot(
    boolean complete,
    long revision,
    List<NamespaceChanged> namespaces,
    List<ServiceEndpoints> services) {}
