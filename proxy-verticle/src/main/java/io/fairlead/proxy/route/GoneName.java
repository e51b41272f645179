package io.fairlead.proxy.route;

import io.fairlead.catalog.AppProtocol;
import java.time.Instant;

/**
 * What is remembered of a name that leads nowhere any more.
 *
 * @param service the name of the service that it led to, {@code service.namespace}
 * @param protocol what that service spoke
 */
public record GoneName(String service, AppProtocol protocol, Instant since) {}
