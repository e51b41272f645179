package io.fairlead.proxy.settings;

import io.fairlead.node.settings.Setting;
import io.fairlead.proxy.relay.ForwardedStyle;
import io.fairlead.proxy.relay.UnderscorePolicy;

/** What is done to the header fields of requests. */
public record HeaderSettings(
    @Setting(value = "true", doc = "Whether X-Request-Id is begun where there is none")
        boolean requestId,
    @Setting(value = "true", doc = "Whether traceparent is begun where there is none")
        boolean traceContext,
    @Setting(value = "true", doc = "Whether X-Amzn-Trace-Id is begun where there is none")
        boolean amznTraceId,
    @Setting(value = "x-forwarded", doc = "How applications are told who called them")
        ForwardedStyle forwarded,
    @Setting(value = "forward", doc = "What becomes of fields with an underscore in their name")
        UnderscorePolicy underscores) {}
