package io.fairlead.proxy.relay;

import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.List;

/**
 * Header or trailer fields in the order in which they came (RFC 9110 §5). Names are lower case.
 * What is in here has been validated: no name or value can break a line.
 */
public final class Fields {
  /** No fields; must not be added to. */
  public static final Fields NONE = new Fields(0);

  private final List<CharSequence> namesAndValues;

  public Fields() {
    this(16);
  }

  private Fields(int expected) {
    namesAndValues = new ArrayList<>(2 * expected);
  }

  public Fields add(CharSequence name, CharSequence value) {
    namesAndValues.add(name);
    namesAndValues.add(value);
    return this;
  }

  public int size() {
    return namesAndValues.size() / 2;
  }

  public boolean isEmpty() {
    return namesAndValues.isEmpty();
  }

  public CharSequence name(int index) {
    return namesAndValues.get(2 * index);
  }

  public CharSequence value(int index) {
    return namesAndValues.get(2 * index + 1);
  }

  /** The first value of this name, in lower case; null when there is none. */
  public CharSequence get(CharSequence name) {
    for (int i = 0; i < namesAndValues.size(); i += 2) {
      if (AsciiString.contentEquals(namesAndValues.get(i), name)) {
        return namesAndValues.get(i + 1);
      }
    }
    return null;
  }

  /**
   * All values of this name, in lower case, as one; null when there is none.
   *
   * @param between what stands between two
   */
  public CharSequence joined(CharSequence name, String between) {
    CharSequence first = null;
    StringBuilder all = null;
    for (int i = 0; i < namesAndValues.size(); i += 2) {
      if (AsciiString.contentEquals(namesAndValues.get(i), name)) {
        var value = namesAndValues.get(i + 1);
        if (first == null) {
          first = value;
        } else {
          all = all == null ? new StringBuilder(first) : all;
          all.append(between).append(value);
        }
      }
    }
    return all == null ? first : all;
  }

  public boolean contains(CharSequence name) {
    return get(name) != null;
  }

  @Override
  public String toString() {
    return namesAndValues.toString();
  }
}
