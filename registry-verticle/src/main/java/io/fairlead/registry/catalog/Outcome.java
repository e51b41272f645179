package io.fairlead.registry.catalog;

/**
 * What became of a change.
 *
 * @param held what is kept now, changed or not; never null
 * @param refusal null when the change was made, or was not needed
 */
public record Outcome<S extends Stored>(S held, Refusal refusal) {

  static <S extends Stored> Outcome<S> of(S held) {
    return new Outcome<>(held, null);
  }

  static <S extends Stored> Outcome<S> refused(S held, Refusal why) {
    return new Outcome<>(held, why);
  }
}
