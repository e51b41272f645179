package io.fairlead.registry.api;

import io.fairlead.node.settings.Setting;

/**
 * How a registry node serves the Cloud Map API.
 *
 * @param host the API is not authenticated, so keep it private
 * @param port 0 picks a free one
 * @param region stands in ARNs; requests of any region are served
 * @param accountId stands in ARNs and as owner, twelve digits
 * @param discoverHealthDefault what DiscoverInstances returns when a request does not say
 * @param bodyBytesMax a longer request body is refused with RequestEntityTooLargeException
 * @param encodedHeapPercent how much of the heap what DiscoverInstances answered last may take to
 *     be kept encoded; services beyond it are encoded for each answer
 * @param wire limits of connections and bodies
 * @param quotas Cloud Map's quotas
 */
public record ApiSettings(
    @Setting(value = "127.0.0.1", doc = "Address of the Cloud Map API") String host,
    @Setting(
            value = "7070",
            doc = "Port of the Cloud Map API; 0 picks a free one",
            min = 0,
            max = 65535)
        int port,
    @Setting(value = "us-east-1", doc = "Region in ARNs") String region,
    @Setting(value = "000000000000", doc = "Account in ARNs, twelve digits") String accountId,
    @Setting(
            value = "HEALTHY",
            doc = "Instances that DiscoverInstances returns when a request names no HealthStatus")
        DiscoverHealth discoverHealthDefault,
    @Setting(value = "1048576", doc = "Longest request body in bytes", min = 1024) int bodyBytesMax,
    @Setting(
            value = "12",
            doc = "Percent of the heap for encoded instances, kept to answer DiscoverInstances",
            min = 0,
            max = 50)
        int encodedHeapPercent,
    WireSettings wire,
    QuotaSettings quotas) {

  public ApiSettings {
    if (!accountId.matches("[0-9]{12}")) {
      throw new IllegalArgumentException("accountId: " + accountId + " (expected: twelve digits)");
    }
    if (!region.matches("[a-z0-9-]{1,32}")) {
      throw new IllegalArgumentException(
          "region: " + region + " (expected: lower-case letters, digits and -)");
    }
  }
}
