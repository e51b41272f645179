package io.fairlead.proxy.settings;

import io.fairlead.node.settings.Setting;

/**
 * Where the application's calls come in.
 *
 * @param host null means the task's
 * @param port 0 picks a free one
 */
public record EgressSettings(
    @Setting(value = Setting.ABSENT, doc = "Address of the egress listener; the task's when absent")
        String host,
    @Setting(value = "15001", doc = "Port of the egress listener", min = 0, max = 65535)
        int port) {}
