/**
 * Where requests come in: the egress listener for the application's calls, one ingress listener for
 * each service that the task offers. A listener joins a chain to a socket and decides nothing.
 */
package io.fairlead.proxy.listen;
