/**
 * The way in from outside: which host and path leads to which service, certificates that are chosen
 * by name and swapped when their files change, and what clients who know nothing of the mesh are
 * told.
 *
 * <p>Opens no sockets; that is {@code listen}. From its route on, a request from outside is like
 * any other.
 *
 * <p>Start reading at {@link io.fairlead.proxy.gateway.Gateway}.
 */
package io.fairlead.proxy.gateway;
