package io.fairlead.registry.link;

import io.fairlead.node.settings.Setting;
import java.time.Duration;

/**
 * Where processes link to this registry node, and how much each may ask of it.
 *
 * @param host the link is not authenticated, so keep it private
 * @param port 0 picks a free one
 * @param linksMax a further one is closed at once
 * @param frameBytesMax a link that sends a longer frame is closed
 * @param queuedBytesMax a link for which more waits to be read is closed; it comes back and asks
 *     for a snapshot
 * @param queuedFramesMax the same in frames, since each costs more than its bytes
 * @param queuedBytesTotalMax while more waits for all links together, requests fail at once and a
 *     link that has something unread is closed
 * @param pendingMax requests of one link that may wait for their answers; more fail at once
 * @param pendingBytesMax the same in bytes
 * @param framesPerSecondMax a link that sends more is read more slowly
 * @param requestTimeout how long one request may take
 * @param idleTimeout a link that says nothing for so long is closed; its other end pings every 2 s
 */
public record LinkServerSettings(
    @Setting(value = "127.0.0.1", doc = "Address of the bus link") String host,
    @Setting(value = "7071", doc = "Port of the bus link; 0 picks a free one", min = 0, max = 65535)
        int port,
    @Setting(value = "10000", doc = "Links at most", min = 1, max = 1000000) int linksMax,
    @Setting(
            value = "1048576",
            doc = "Longest frame taken from a link, in bytes",
            min = 1024,
            max = 67108864)
        int frameBytesMax,
    @Setting(
            value = "4194304",
            doc = "Bytes that may wait for one link to read them",
            min = 65536,
            max = 1073741824)
        int queuedBytesMax,
    @Setting(
            value = "10000",
            doc = "Frames that may wait for one link to read them",
            min = 64,
            max = 10000000)
        int queuedFramesMax,
    @Setting(
            value = "67108864",
            doc = "Bytes that may wait for all links to read them",
            min = 65536,
            max = 17179869184L)
        long queuedBytesTotalMax,
    @Setting(
            value = "1024",
            doc = "Requests of one link that may wait for their answers",
            min = 1,
            max = 1000000)
        int pendingMax,
    @Setting(
            value = "4194304",
            doc = "Bytes of one link's requests that may wait for their answers",
            min = 1024,
            max = 1073741824)
        int pendingBytesMax,
    @Setting(value = "5000", doc = "Frames a second taken from one link", min = 1, max = 10000000)
        int framesPerSecondMax,
    @Setting(value = "10s", doc = "How long one request may take") Duration requestTimeout,
    @Setting(value = "15s", doc = "How long a link may say nothing") Duration idleTimeout) {}
