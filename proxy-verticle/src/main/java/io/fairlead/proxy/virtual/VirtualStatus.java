package io.fairlead.proxy.virtual;

import java.util.Map;

/**
 * What has become of a name.
 *
 * @param address as text
 * @param ports each with {@code open}, {@code opening}, {@code closing}, or why it is not open
 * @param published whether others are told the address
 */
public record VirtualStatus(
    String name, String address, Map<Integer, String> ports, boolean published) {}
