package io.fairlead.registry.cluster;

import io.fairlead.node.BindFailure;
import io.fairlead.node.StartFailure;
import java.util.Locale;

/** Tells why a node cannot become a cluster member, and what to do. */
public final class ClusterFailure {
  private ClusterFailure() {}

  /** A {@link StartFailure} when the settings are the reason, else the failure itself. */
  public static Throwable explain(ClusterSettings settings, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
      if (message.contains("already in use")) {
        return new StartFailure(
            "cluster cannot listen on "
                + settings.host()
                + " port "
                + settings.port()
                + ": address already in use; stop who holds it (ss -ltnp 'sport = :"
                + settings.port()
                + "') or set another cluster.port");
      }
    }
    return BindFailure.explain(
        "cluster", "cluster.port", settings.host(), settings.port(), failure);
  }
}
