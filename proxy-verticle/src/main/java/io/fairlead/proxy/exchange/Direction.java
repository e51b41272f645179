package io.fairlead.proxy.exchange;

/** Which way a request crosses the sidecar. */
public enum Direction {
  /** From the application to the mesh. */
  EGRESS("egress"),
  /** From the mesh to the application. */
  INGRESS("ingress"),
  /** From outside to the mesh. */
  GATEWAY("gateway");

  private final String label;

  Direction(String label) {
    this.label = label;
  }

  /** Whether whoever gets the request is told who sent it: all but the application's own calls. */
  public boolean isForwarded() {
    return this != EGRESS;
  }

  /** The word in metrics and logs. */
  public String label() {
    return label;
  }
}
