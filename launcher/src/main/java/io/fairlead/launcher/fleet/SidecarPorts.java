package io.fairlead.launcher.fleet;

import java.util.List;

/** Where a sidecar listens on its task's address. */
public final class SidecarPorts {
  /** From other sidecars to the application. */
  public static final int INGRESS = 15000;

  /** From the application to the mesh. */
  public static final int EGRESS = 15001;

  /** Readiness, metrics, routes. */
  public static final int MANAGEMENT = 15002;

  /** All of them, in order. */
  static final List<Integer> ALL = List.of(INGRESS, EGRESS, MANAGEMENT);

  private SidecarPorts() {}
}
