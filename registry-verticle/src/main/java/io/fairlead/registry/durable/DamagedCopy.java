package io.fairlead.registry.durable;

/** A copy of the catalog cannot be read; says what to do about it. */
final class DamagedCopy extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DamagedCopy(String message) {
    super(message, null, false, false);
  }
}
