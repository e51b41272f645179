package io.fairlead.nameserver.server;

import io.fairlead.node.settings.Setting;

/**
 * Where questions arrive, by UDP and TCP.
 *
 * @param host an IP address of this machine, or 0.0.0.0 for all
 * @param port 0 picks one that is free for both
 * @param eventLoops how many answer, each with sockets of its own; 0 is one for each processor
 * @param udpBytesMax the longest response by UDP; 1232 passes every path unfragmented (DNS flag day
 *     2020)
 */
public record ListenSettings(
    @Setting(value = "127.0.0.1", doc = "Address to answer on, by UDP and TCP") String host,
    @Setting(value = "5300", doc = "Port to answer on; 0 picks a free one", min = 0, max = 65535)
        int port,
    @Setting(
            value = "0",
            doc = "Event loops that answer; 0 is one for each processor",
            min = 0,
            max = 256)
        int eventLoops,
    @Setting(
            value = "1232",
            doc = "Longest response by UDP in bytes; longer ones are sent to TCP",
            min = 512,
            max = 4096)
        int udpBytesMax) {}
