package io.fairlead.registry.api;

import io.fairlead.node.settings.Setting;
import java.time.Duration;

/**
 * Limits of the API's connections and bodies.
 *
 * @param discardBytesMax how much of a too long body is read and thrown away so that the connection
 *     stays usable; beyond it the connection is closed
 * @param bodyTimeout how long a body may take to arrive
 * @param answerTimeout how long the catalog may take; then ServiceUnavailable is answered, and the
 *     change may still be made
 * @param idleTimeout how long a silent connection is kept
 * @param headerBytesMax all headers of a request together; signatures with session tokens are long
 * @param jsonDepthMax how deep a body may nest; Cloud Map itself needs 5
 * @param connectionsMax further connections are closed at once
 */
public record WireSettings(
    @Setting(
            value = "8388608",
            doc = "Bytes of a too long body that are discarded before the connection is closed",
            min = 0)
        long discardBytesMax,
    @Setting(value = "30s", doc = "Longest time for a request body to arrive") Duration bodyTimeout,
    @Setting(value = "20s", doc = "Longest time for the catalog to answer an API request")
        Duration answerTimeout,
    @Setting(value = "75s", doc = "Silent API connections are closed after this long")
        Duration idleTimeout,
    @Setting(value = "16384", doc = "Longest request headers in bytes", min = 1024)
        int headerBytesMax,
    @Setting(value = "32", doc = "Deepest nesting of a request body", min = 8, max = 500)
        int jsonDepthMax,
    @Setting(value = "1000", doc = "Most API connections at once", min = 1) int connectionsMax) {}
