package io.fairlead.registry.cluster;

/** The names of the shared maps. */
final class ClusterMaps {
  /** Namespace id to {@code StoredNamespace}. */
  static final String NAMESPACES = "fairlead.namespaces";

  /** Service id to {@code StoredService}. */
  static final String SERVICES = "fairlead.services";

  /** Operation id to {@code Operation}. */
  static final String OPERATIONS = "fairlead.operations";

  /** {@code HeldLease.key()} to {@code HeldLease}. */
  static final String LEASES = "fairlead.leases";

  /** What the cluster as a whole remembers: name to milliseconds. */
  static final String MARKS = "fairlead.marks";

  private ClusterMaps() {}
}
