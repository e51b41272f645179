package io.fairlead.registry.health;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** What a check found. */
enum CheckResult {
  /** An HTTP status of 200 to 399, or for TCP a connection. */
  HEALTHY,
  /** Another HTTP status. */
  STATUS,
  /** Nobody listens there. */
  REFUSED,
  /** No connection or no answer in time. */
  TIMEOUT,
  /** The connection ended before an answer. */
  RESET,
  /** No TLS handshake. */
  TLS,
  /** Anything else, as an answer that is not HTTP or an address that cannot be reached. */
  FAILED;

  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;

  /** As Route 53 judges: a redirect is an answer too, and is not followed. */
  static CheckResult ofStatus(int status) {
    return status >= OK && status < BAD_REQUEST ? HEALTHY : STATUS;
  }

  static CheckResult ofFailure(Throwable failure) {
    // The timeouts first: they are connect and TLS failures too.
    if (isOrComesOf(failure, TimeoutException.class)
        || isOrComesOf(failure, ConnectTimeoutException.class)
        || isOrComesOf(failure, SslHandshakeTimeoutException.class)) {
      return TIMEOUT;
    }
    if (isOrComesOf(failure, SSLException.class)) {
      return TLS;
    }
    if (failure instanceof ConnectException) {
      return REFUSED;
    }
    return failure instanceof HttpClosedException || failure instanceof IOException
        ? RESET
        : FAILED;
  }

  private static boolean isOrComesOf(Throwable failure, Class<?> type) {
    var cause = failure;
    while (cause != null && !type.isInstance(cause)) {
      cause = cause.getCause();
    }
    return cause != null;
  }

  boolean isHealthy() {
    return this == HEALTHY;
  }
}
