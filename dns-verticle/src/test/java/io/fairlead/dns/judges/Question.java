package io.fairlead.dns.judges;

/** What is asked for: a name without its final dot, and a type as tools write it. */
record Question(String name, String type) {
  @Override
  public String toString() {
    return name + " " + type;
  }
}
