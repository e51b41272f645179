package io.fairlead.registry.catalog;

import io.fairlead.catalog.Namespace;

/**
 * A namespace as it is kept.
 *
 * @param id the namespace's
 * @param revision raised by every change, see {@link Revisions}
 * @param namespace also of one that was removed, so that it can come back with a service that the
 *     other half of a split cluster put into it; null when that is not known
 * @param labels its tags
 * @param removed whether it was removed
 */
public record StoredNamespace(
    String id, long revision, Namespace namespace, Labels labels, boolean removed)
    implements Stored {

  public StoredNamespace {
    labels = labels == null ? Labels.NONE : labels;
  }

  /** One that is there, or of which nothing is known when the namespace is null. */
  public StoredNamespace(String id, long revision, Namespace namespace, Labels labels) {
    this(id, revision, namespace, labels, false);
  }

  /** Stands for a namespace that there never was. */
  public static StoredNamespace absent(String id) {
    return new StoredNamespace(id, 0, null, Labels.NONE);
  }

  @Override
  public boolean isRemoved() {
    return removed || namespace == null;
  }

  @Override
  public long fingerprint() {
    return revision;
  }

  StoredNamespace with(Namespace changed, Labels changedLabels, Moment now) {
    return new StoredNamespace(id, Revisions.after(revision, now.micros()), changed, changedLabels);
  }

  StoredNamespace gone(Moment now) {
    return new StoredNamespace(
        id, Revisions.after(revision, now.micros()), namespace, labels, true);
  }
}
