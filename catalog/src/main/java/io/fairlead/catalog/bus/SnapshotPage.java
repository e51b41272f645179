package io.fairlead.catalog.bus;

import io.fairlead.catalog.ServiceEndpoints;
import java.util.List;

/**
 * A page of the catalog.
 *
 * @param unchanged the reader's digest equals the registry's: nothing else is filled in but the
 *     revisions
 * @param complete false while a registry that started empty is being filled again: what is missing
 *     from the snapshot may still exist
 * @param revision nothing that was removed before this revision is in the snapshot
 * @param catalogRevision the highest revision of any change that this page's content has seen,
 *     removals included; 0 from a registry that does not tell
 * @param namespaces on the first page only
 * @param services in order of id
 * @param next what to ask for after this page, null on the last one
 */
public record SnapshotPage(
    boolean unchanged,
    boolean complete,
    long revision,
    long catalogRevision,
    List<NamespaceChanged> namespaces,
    List<ServiceEndpoints> services,
    String next) {

  public SnapshotPage {
    namespaces = namespaces == null ? List.of() : List.copyOf(namespaces);
    services = services == null ? List.of() : List.copyOf(services);
  }
}
