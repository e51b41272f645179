package io.fairlead.registry.catalog;

/** Why a change was not made; the node that asked turns it into a {@link CatalogException}. */
public enum Refusal {
  /** What should be created is there. */
  ALREADY_EXISTS,
  /** What should be changed is not there. */
  NOT_FOUND,
  /** The service is there, the instance is not. */
  INSTANCE_NOT_FOUND,
  /** It still holds something. */
  IN_USE,
  /** It holds as much as it may. */
  FULL,
  /** It would have more tags than it may. */
  TOO_MANY_TAGS,
  /** It would have more attributes than it may. */
  TOO_MANY_ATTRIBUTES,
  /** Its traffic policy has another version than the one to be replaced. */
  OTHER_VERSION,
  /** Too few registry nodes are together. */
  TOO_FEW_NODES,
  /** It was changed again since whoever asked has looked. */
  OVERTAKEN
}
