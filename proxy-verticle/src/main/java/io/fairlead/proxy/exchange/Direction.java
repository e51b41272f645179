package io.fairlead.proxy.exchange;

/** Which way a request crosses the sidecar. */
public enum Direction {
  /** From the application to the mesh. */
  EGRESS("egress"),
  /** From the mesh to the application. */
  INGRESS("ingress");

  private final String label;

  Direction(String label) {
    this.label = label;
  }

  /** The word in metrics and logs. */
  public String label() {
    return label;
  }
}
