package io.fairlead.registry.catalog;

import io.fairlead.catalog.Namespace;

/**
 * A namespace as it is kept.
 *
 * @param id the namespace's
 * @param revision raised by every change, see {@link Revisions}
 * @param namespace null when it was removed
 * @param labels its tags
 */
public record StoredNamespace(String id, long revision, Namespace namespace, Labels labels)
    implements Stored {

  public StoredNamespace {
    labels = labels == null ? Labels.NONE : labels;
  }

  /** Stands for a namespace that there never was. */
  public static StoredNamespace absent(String id) {
    return new StoredNamespace(id, 0, null, Labels.NONE);
  }

  @Override
  public boolean isRemoved() {
    return namespace == null;
  }

  StoredNamespace with(Namespace changed, Labels changedLabels, Moment now) {
    return new StoredNamespace(id, Revisions.after(revision, now.micros()), changed, changedLabels);
  }
}
