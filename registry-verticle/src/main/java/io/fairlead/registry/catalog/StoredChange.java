package io.fairlead.registry.catalog;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * A change as data: it travels to where the thing is kept and is made there in one atomic step.
 * Pure, since every backup repeats it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "change")
@JsonSubTypes({
  @JsonSubTypes.Type(value = NamespaceChange.Create.class, name = "create-namespace"),
  @JsonSubTypes.Type(value = NamespaceChange.Update.class, name = "update-namespace"),
  @JsonSubTypes.Type(value = NamespaceChange.Tag.class, name = "tag-namespace"),
  @JsonSubTypes.Type(value = NamespaceChange.Remove.class, name = "remove-namespace"),
  @JsonSubTypes.Type(value = NamespaceChange.Revive.class, name = "revive-namespace"),
  @JsonSubTypes.Type(value = NamespaceChange.Restore.class, name = "restore-namespace"),
  @JsonSubTypes.Type(value = ServiceChange.Create.class, name = "create-service"),
  @JsonSubTypes.Type(value = ServiceChange.Update.class, name = "update-service"),
  @JsonSubTypes.Type(value = ServiceChange.Tag.class, name = "tag-service"),
  @JsonSubTypes.Type(value = ServiceChange.SetAttributes.class, name = "set-service-attributes"),
  @JsonSubTypes.Type(value = ServiceChange.SetPolicy.class, name = "set-service-policy"),
  @JsonSubTypes.Type(value = ServiceChange.Remove.class, name = "remove-service"),
  @JsonSubTypes.Type(value = ServiceChange.Put.class, name = "put-instance"),
  @JsonSubTypes.Type(value = ServiceChange.Register.class, name = "register-instance"),
  @JsonSubTypes.Type(value = ServiceChange.Deregister.class, name = "deregister-instance"),
  @JsonSubTypes.Type(value = ServiceChange.Expire.class, name = "expire-instance"),
  @JsonSubTypes.Type(value = ServiceChange.SetHealth.class, name = "set-health"),
  @JsonSubTypes.Type(value = ServiceChange.PushHealth.class, name = "push-health"),
  @JsonSubTypes.Type(value = ServiceChange.ConfirmUnhealthy.class, name = "confirm-unhealthy"),
  @JsonSubTypes.Type(value = ServiceChange.Restore.class, name = "restore-service")
})
public sealed interface StoredChange<S extends Stored> permits NamespaceChange, ServiceChange {
  /**
   * What becomes of it.
   *
   * @param held what is kept; {@link #absent} when nothing is
   * @param now the owner's time and name; a backup is given the owner's
   * @return holds the same revision when nothing changes
   */
  Outcome<S> applyTo(S held, Moment now);

  /**
   * Whether this only tells again what was acknowledged earlier, and hence is made however few
   * nodes are left.
   */
  default boolean isRepair() {
    return false;
  }

  /** Stands for nothing being kept under this id. */
  S absent(String id);
}
