package io.fairlead.registry.catalog;

import io.fairlead.catalog.Namespace;

/** The changes of a namespace. */
public sealed interface NamespaceChange extends StoredChange<StoredNamespace> {

  @Override
  default StoredNamespace absent(String id) {
    return StoredNamespace.absent(id);
  }

  /** Makes it; {@link Refusal#ALREADY_EXISTS} when it is there. */
  record Create(Namespace namespace) implements NamespaceChange {
    @Override
    public Outcome<StoredNamespace> applyTo(StoredNamespace held, long nowMicros) {
      if (!held.isRemoved()) {
        return Outcome.refused(held, Refusal.ALREADY_EXISTS);
      }
      long next = Revisions.after(held.revision(), nowMicros);
      return Outcome.of(new StoredNamespace(held.id(), next, namespace));
    }
  }

  /** Removes it; {@link Refusal#NOT_FOUND} when it is gone. */
  record Remove() implements NamespaceChange {
    @Override
    public Outcome<StoredNamespace> applyTo(StoredNamespace held, long nowMicros) {
      if (held.isRemoved()) {
        return Outcome.refused(held, Refusal.NOT_FOUND);
      }
      long next = Revisions.after(held.revision(), nowMicros);
      return Outcome.of(new StoredNamespace(held.id(), next, null));
    }
  }

  /** Puts back what the cluster has lost, unless it knows something newer. */
  record Restore(StoredNamespace known) implements NamespaceChange {
    @Override
    public Outcome<StoredNamespace> applyTo(StoredNamespace held, long nowMicros) {
      return Outcome.of(known.revision() > held.revision() ? known : held);
    }
  }
}
