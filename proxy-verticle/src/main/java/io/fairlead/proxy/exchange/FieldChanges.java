package io.fairlead.proxy.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is changed in a message's header fields. Names are lower case, and neither names nor values
 * can break a line: whoever makes it has looked.
 *
 * @param dropped names of which no line of the message goes on
 * @param added lines that come behind those that go on, in this order
 */
public record FieldChanges(Set<String> dropped, List<Line> added) {
  /** Changes nothing. */
  public static final FieldChanges NONE = new FieldChanges(Set.of(), List.of());

  /** One line. */
  public record Line(String name, String value) {}

  public FieldChanges {
    dropped = Set.copyOf(dropped);
    added = List.copyOf(added);
  }

  public boolean isEmpty() {
    return dropped.isEmpty() && added.isEmpty();
  }

  /** The same with one more line. */
  public FieldChanges adding(String name, String value) {
    var all = new ArrayList<>(added);
    all.add(new Line(name, value));
    return new FieldChanges(dropped, all);
  }
}
