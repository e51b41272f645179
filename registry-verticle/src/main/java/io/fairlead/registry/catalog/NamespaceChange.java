package io.fairlead.registry.catalog;

import io.fairlead.catalog.Namespace;

/** The changes of a namespace. */
public sealed interface NamespaceChange extends StoredChange<StoredNamespace> {

  @Override
  default StoredNamespace absent(String id) {
    return StoredNamespace.absent(id);
  }

  /** Makes it; {@link Refusal#ALREADY_EXISTS} when it is there. */
  record Create(Namespace namespace, Labels labels) implements NamespaceChange {
    @Override
    public Outcome<StoredNamespace> applyTo(StoredNamespace held, Moment now) {
      return held.isRemoved()
          ? Outcome.of(held.with(namespace, labels, now))
          : Outcome.refused(held, Refusal.ALREADY_EXISTS);
    }
  }

  /**
   * Takes over what may change; {@link Refusal#NOT_FOUND} when it is gone.
   *
   * @param description null to keep what is there
   * @param soaTtlSeconds null to keep what is there
   */
  record Update(String description, Long soaTtlSeconds) implements NamespaceChange {
    @Override
    public Outcome<StoredNamespace> applyTo(StoredNamespace held, Moment now) {
      if (held.isRemoved()) {
        return Outcome.refused(held, Refusal.NOT_FOUND);
      }
      var before = held.namespace();
      var changed =
          new Namespace(
              before.id(),
              before.name(),
              before.type(),
              description == null ? before.description() : description,
              before.vpc(),
              soaTtlSeconds == null ? before.soaTtlSeconds() : soaTtlSeconds,
              before.createdAtMillis(),
              before.creatorRequestId());
      return Outcome.of(changed.equals(before) ? held : held.with(changed, held.labels(), now));
    }
  }

  /**
   * Changes its tags; {@link Refusal#NOT_FOUND} when it is gone, {@link Refusal#TOO_MANY_TAGS} when
   * it would have too many.
   */
  record Tag(Labels.Edit tags) implements NamespaceChange {
    @Override
    public Outcome<StoredNamespace> applyTo(StoredNamespace held, Moment now) {
      if (held.isRemoved()) {
        return Outcome.refused(held, Refusal.NOT_FOUND);
      }
      var changed = tags.of(held.labels().tags());
      if (changed == null) {
        return Outcome.refused(held, Refusal.TOO_MANY_TAGS);
      }
      return Outcome.of(
          changed.equals(held.labels().tags())
              ? held
              : held.with(held.namespace(), held.labels().withTags(changed), now));
    }
  }

  /** Removes it; {@link Refusal#NOT_FOUND} when it is gone. */
  record Remove() implements NamespaceChange {
    @Override
    public Outcome<StoredNamespace> applyTo(StoredNamespace held, Moment now) {
      return held.isRemoved()
          ? Outcome.refused(held, Refusal.NOT_FOUND)
          : Outcome.of(held.gone(now));
    }
  }

  /** Undoes its removal; changes nothing when it is there, or when nothing is known of it. */
  record Revive() implements NamespaceChange {
    @Override
    public boolean isRepair() {
      return true;
    }

    @Override
    public Outcome<StoredNamespace> applyTo(StoredNamespace held, Moment now) {
      return Outcome.of(
          held.removed() && held.namespace() != null
              ? held.with(held.namespace(), held.labels(), now)
              : held);
    }
  }

  /** Puts back what the cluster has lost, unless it knows something newer. */
  record Restore(StoredNamespace known) implements NamespaceChange {
    @Override
    public boolean isRepair() {
      return true;
    }

    @Override
    public Outcome<StoredNamespace> applyTo(StoredNamespace held, Moment now) {
      return Outcome.of(known.revision() > held.revision() ? known : held);
    }
  }
}
