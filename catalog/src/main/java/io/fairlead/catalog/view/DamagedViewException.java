package io.fairlead.catalog.view;

/** A file that is not, or not whole, what {@link ViewFormat} wrote; says what is wrong with it. */
final class DamagedViewException extends Exception {
  private static final long serialVersionUID = 1L;

  DamagedViewException(String what) {
    super(what, null, false, false);
  }
}
