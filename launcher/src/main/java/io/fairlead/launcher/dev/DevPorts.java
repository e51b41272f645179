package io.fairlead.launcher.dev;

/**
 * Where the roles listen, on 127.0.0.1; 0 picks a free port.
 *
 * @param api Cloud Map API
 * @param dns UDP and TCP
 * @param egress routes any service by {@code Host}
 * @param management readiness, metrics, routes
 */
record DevPorts(int api, int dns, int egress, int management) {}
