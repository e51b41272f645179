package io.fairlead.catalog.bus;

/** Every event-bus address of Fairlead, with what travels there. */
public enum BusAddress {
  /** {@link NamespaceChanged}: a namespace came or changed. */
  NAMESPACE_CHANGED("catalog.v1.namespace-changed", Kind.EVENT),
  /** {@link NamespaceRemoved}: a namespace is gone. */
  NAMESPACE_REMOVED("catalog.v1.namespace-removed", Kind.EVENT),
  /** {@link EndpointsChanged}: a service came or changed, with its whole endpoint set. */
  ENDPOINTS_CHANGED("catalog.v1.endpoints-changed", Kind.EVENT),
  /** {@link ServiceRemoved}: a service is gone. */
  SERVICE_REMOVED("catalog.v1.service-removed", Kind.EVENT),

  /** {@link SnapshotRequest} → {@link SnapshotPage}. */
  SNAPSHOT("catalog.v1.snapshot", Kind.REQUEST),
  /** {@link Registration} → {@link Lease}: a sidecar registers or replaces its instance. */
  REGISTER("registry.v1.register", Kind.REQUEST),
  /** {@link LeaseHolder} → {@link Lease}; fails with {@link BusFailure#NOT_FOUND}: register. */
  RENEW("registry.v1.renew", Kind.REQUEST),
  /** {@link LeaseHolder} → {@link Deregistered}; an unknown instance is deregistered already. */
  DEREGISTER("registry.v1.deregister", Kind.REQUEST),

  /**
   * {@link BusRestored}, published in this process only: events may have been missed, readers
   * resynchronise and lease holders renew at once.
   */
  BUS_RESTORED("bus.v1.restored", Kind.LOCAL);

  /** Who sends to an address, and how far it travels. */
  public enum Kind {
    /** Published by registry nodes to every reader. */
    EVENT,
    /** Asked by anybody, answered by one registry node. */
    REQUEST,
    /** Published and consumed within one process. */
    LOCAL
  }

  private final String address;
  private final Kind kind;

  BusAddress(String address, Kind kind) {
    this.address = address;
    this.kind = kind;
  }

  /** The name on the event bus. */
  public String address() {
    return address;
  }

  /** Who sends, and how far it travels. */
  public Kind kind() {
    return kind;
  }
}
