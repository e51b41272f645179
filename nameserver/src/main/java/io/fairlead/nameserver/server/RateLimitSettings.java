package io.fairlead.nameserver.server;

import io.fairlead.node.settings.Setting;

/**
 * How many responses strangers get by UDP: whoever is outside the trusted ranges.
 *
 * @param responsesPerSecond to one network; 0 for no limit
 * @param slip each so manyth response that is withheld is sent cut instead; 0 for none
 * @param ipv4Prefix how much of an IPv4 address is its network, in bits
 * @param ipv6Prefix how much of an IPv6 address is its network, in bits
 */
public record RateLimitSettings(
    @Setting(
            value = "200",
            doc = "Responses a second by UDP to one network outside trusted; 0 for no limit",
            min = 0,
            max = 1000000)
        int responsesPerSecond,
    @Setting(
            value = "2",
            doc =
                "Each so manyth withheld response is sent cut, to be asked again by TCP; 0 for none",
            min = 0,
            max = 100)
        int slip,
    @Setting(value = "24", doc = "Bits of an IPv4 address that are its network", min = 1, max = 32)
        int ipv4Prefix,
    @Setting(value = "56", doc = "Bits of an IPv6 address that are its network", min = 1, max = 128)
        int ipv6Prefix) {}
