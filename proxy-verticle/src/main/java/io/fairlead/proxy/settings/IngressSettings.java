package io.fairlead.proxy.settings;

import io.fairlead.node.settings.Setting;

/**
 * Where calls for the application come in.
 *
 * @param host null means the task's
 * @param port of the first service without an override; 0 picks a free one
 */
public record IngressSettings(
    @Setting(
            value = Setting.ABSENT,
            doc = "Address of the ingress listeners; the task's when absent")
        String host,
    @Setting(value = "15000", doc = "Port of the ingress listener", min = 0, max = 65535)
        int port) {}
