package io.fairlead.catalog;

/**
 * A name and port under which callers reach a service (ECS {@code ServiceConnectClientAlias}).
 *
 * @param port 1 to 65535
 * @param dnsName lower case, at most 127 characters; null means {@code discoveryName.namespace}
 */
public record ClientAlias(int port, String dnsName) {}
