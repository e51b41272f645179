package io.fairlead.node;

import java.net.BindException;
import java.util.Locale;

/** Tells why a listener cannot be opened, and what to do. */
public final class BindFailure {
  private BindFailure() {}

  /**
   * A {@link StartFailure} when the address is the reason, else the failure itself. To be used as
   * {@code server.listen(...).recover(e -> Future.failedFuture(BindFailure.explain(...)))}.
   *
   * @param listener who wants to listen, such as {@code egress}
   * @param setting the key that holds the port, such as {@code egress.port}
   */
  public static Throwable explain(
      String listener, String setting, String host, int port, Throwable failure) {
    String reason = reason(failure);
    if (reason == null) {
      return failure;
    }
    String nextStep =
        switch (reason) {
          case "address already in use" ->
              "stop who holds it (ss -ltnup 'sport = :" + port + "') or set another " + setting;
          case "permission denied" ->
              "ports below 1024 need CAP_NET_BIND_SERVICE; allow it or set another " + setting;
          default -> "the host must be an address of this machine";
        };
    return new StartFailure(
        listener + " cannot listen on " + host + " port " + port + ": " + reason + "; " + nextStep);
  }

  /** The operating system's words, whichever transport reports them; null for another failure. */
  private static String reason(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
      for (String reason :
          new String[] {
            "address already in use", "permission denied", "cannot assign requested address"
          }) {
        if (message.contains(reason)) {
          return reason;
        }
      }
      if (cause instanceof BindException) {
        return message;
      }
    }
    return null;
  }
}
