package io.fairlead.proxy.outlier;

/** What an attempt says about its endpoint. */
enum Verdict {
  /** An answer below 500. */
  FINE,
  /** An application's own failure: 500, 501, 505 and so on. */
  SERVER_ERROR,
  /** 502, 503, 504, a broken connection, or no answer in time. */
  GATEWAY_FAILURE,
  /** No connection came about. */
  CONNECT_FAILURE;

  static Verdict of(int status) {
    if (status < 500) {
      return FINE;
    }
    return status >= 502 && status <= 504 ? GATEWAY_FAILURE : SERVER_ERROR;
  }
}
