package io.fairlead.dns.judges;

import java.util.List;

/** Somebody who asks, and tells of what came back in words of its own. */
interface Judge extends AutoCloseable {
  /** What may differ between judges although the server said the same to all of them. */
  enum Kind {
    /** Asks the server itself and shows the whole message. */
    DIRECT,
    /** Asks a recursive resolver in front, which follows aliases itself. */
    RECURSIVE,
    /** Asks a forwarder in front, which passes messages on and answers from its cache. */
    FORWARDER,
    /** Asks the system's own resolver, which shows addresses or names and nothing else. */
    SYSTEM
  }

  Kind kind();

  /** Complaints about what came back for any of the cases, a line each; empty when all is right. */
  List<String> complaints(List<Case> cases);

  @Override
  default void close() {}
}
