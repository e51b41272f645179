package io.fairlead.catalog.view;

import io.fairlead.catalog.ServiceEndpoints;
import io.fairlead.catalog.bus.NamespaceChanged;
import java.util.List;

/**
 * All pages of one answer to a snapshot request.
 *
 * @param complete false while a registry that started empty is being filled again
 * @param revision what was removed before it is not in here
 * @param catalogRevision the highest revision of any change that is seen in here; 0 when not known
 * @param namespaces every namespace
 * @param services every service
 */
record Snapshot(
    boolean complete,
    long revision,
    long catalogRevision,
    List<NamespaceChanged> namespaces,
    List<ServiceEndpoints> services) {}
