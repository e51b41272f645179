package io.fairlead.launcher.fleet;

import io.fairlead.catalog.AppProtocol;

/**
 * A port of a container.
 *
 * @param name null when Service Connect does not use it
 * @param containerPort 1 to 65535, on the task's own address
 * @param protocol {@code tcp} or {@code udp}
 * @param appProtocol what is spoken there; TCP when not given
 */
public record PortMapping(
    String name, int containerPort, String protocol, AppProtocol appProtocol) {}
