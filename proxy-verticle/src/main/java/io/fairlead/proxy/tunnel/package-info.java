/**
 * Bytes as they come: connections to endpoints that are carried without being read, for TCP
 * services and for CONNECT.
 */
package io.fairlead.proxy.tunnel;
