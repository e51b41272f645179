package io.fairlead.registry.feed;

import io.fairlead.catalog.Endpoint;
import io.fairlead.catalog.ServiceEndpoints;
import io.fairlead.catalog.bus.NamespaceChanged;
import io.fairlead.registry.catalog.StoredNamespace;
import io.fairlead.registry.catalog.StoredService;
import java.util.List;

/** What is kept, as readers see it. Pure; of what is not removed only. */
final class Views {
  private Views() {}

  static NamespaceChanged of(StoredNamespace kept) {
    return new NamespaceChanged(kept.namespace(), kept.revision());
  }

  static ServiceEndpoints of(StoredService kept) {
    return of(kept, kept.entry().instances().values().stream().map(Endpoint::of).toList());
  }

  /** For whoever looks at id and revision only. */
  static ServiceEndpoints withoutEndpoints(StoredService kept) {
    return of(kept, List.of());
  }

  private static ServiceEndpoints of(StoredService kept, List<Endpoint> endpoints) {
    var entry = kept.entry();
    return new ServiceEndpoints(entry.namespace(), entry.service(), kept.revision(), endpoints);
  }
}
