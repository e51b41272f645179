package io.fairlead.proxy.relay;

import io.fairlead.proxy.exchange.FieldChanges;
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
   * The values of all lines of this name, in lower case, as one (RFC 9110 §5.3); the crumbs of a
   * cookie are put together as RFC 9113 §8.2.3 says. Null when there is none.
   */
  public CharSequence joined(CharSequence name) {
    CharSequence first = null;
    StringBuilder all = null;
    for (int i = 0; i < namesAndValues.size(); i += 2) {
      if (AsciiString.contentEquals(namesAndValues.get(i), name)) {
        var value = namesAndValues.get(i + 1);
        if (first == null) {
          first = value;
        } else {
          all = all == null ? new StringBuilder(first) : all;
          all.append(AsciiString.contentEquals(name, "cookie") ? "; " : ", ").append(value);
        }
      }
    }
    return all == null ? first : all;
  }

  /** These with changes; these themselves when there are none. */
  public Fields changed(FieldChanges changes) {
    if (changes.isEmpty()) {
      return this;
    }
    var changed = new Fields();
    for (int i = 0; i < size(); i++) {
      if (!changes.dropped().contains(name(i).toString())) {
        changed.add(name(i), value(i));
      }
    }
    for (var line : changes.added()) {
      changed.add(line.name(), line.value());
    }
    return changed;
  }

  public boolean contains(CharSequence name) {
    return get(name) != null;
  }

  @Override
  public String toString() {
    return namesAndValues.toString();
  }
}
