package io.fairlead.proxy.settings;

import io.fairlead.node.settings.Setting;

/**
 * Where the sidecar answers about itself.
 *
 * @param host null means the task's
 * @param port 0 picks a free one
 */
public record ManagementPortSettings(
    @Setting(value = Setting.ABSENT, doc = "Address of the management port; the task's when absent")
        String host,
    @Setting(value = "15002", doc = "Management port", min = 0, max = 65535) int port) {}
