package io.fairlead.registry.catalog;

import io.fairlead.catalog.Namespace;

/**
 * A namespace as it is kept.
 *
 * @param id the namespace's
 * @param revision raised by every change, see {@link Revisions}
 * @param namespace null when it was removed
 */
public record StoredNamespace(String id, long revision, Namespace namespace) implements Stored {

  /** Stands for a namespace that there never was. */
  public static StoredNamespace absent(String id) {
    return new StoredNamespace(id, 0, null);
  }

  @Override
  public boolean isRemoved() {
    return namespace == null;
  }
}
