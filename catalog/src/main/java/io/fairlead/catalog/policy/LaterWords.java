package io.fairlead.catalog.policy;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;

/**
 * Reads words of a later release within a policy as null, so that a process of this release goes on
 * with the rest of it while the fleet is renewed node by node. Elsewhere an unknown word stays an
 * error. To be given to every mapper that reads a {@link VersionedPolicy} which was checked before.
 */
public final class LaterWords extends DeserializationProblemHandler {
  @Override
  public Object handleWeirdStringValue(
      DeserializationContext context, Class<?> target, String word, String failure) {
    return target.isEnum() && target.getPackage() == LaterWords.class.getPackage()
        ? null
        : NOT_HANDLED;
  }
}
