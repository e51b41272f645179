package io.fairlead.node;

import io.fairlead.node.settings.Setting;

/**
 * Where a process answers {@code /live}, {@code /ready} and {@code /metrics}.
 *
 * @param host an address of this machine; it is not authenticated, so keep it private
 * @param port 0 picks a free one
 */
public record ManagementSettings(
    @Setting(value = "127.0.0.1", doc = "Address of the management port") String host,
    @Setting(value = "0", doc = "Management port; 0 picks a free one", min = 0, max = 65535)
        int port) {}
