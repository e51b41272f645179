package io.fairlead.registry.catalog;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What a store keeps under an id. A removal keeps its id and revision for a while, so that whatever
 * was overtaken by it (an event, the other half of a split cluster) cannot bring back what is gone.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = StoredNamespace.class, name = "namespace"),
  @JsonSubTypes.Type(value = StoredService.class, name = "service")
})
public sealed interface Stored permits StoredNamespace, StoredService {
  /** The key. */
  String id();

  /** Raised by every change; 0 when there never was anything. */
  long revision();

  /** The same for equal copies, and most likely another one for copies that differ. */
  long fingerprint();

  /** Whether this only says that something was removed, or never was. */
  boolean isRemoved();
}
